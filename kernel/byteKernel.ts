/** `kernel.ts` with products by bytes: the same numbers, on machines where `isExact` says so. */

export { panels, round } from './byteOperands';
export { isExact, product } from './byteProducts';
export { addNorm, attend, gelu } from './layers';
export { signed } from './operands';
export { largest, weigh } from './scores';

/** Whether `panels` and `product` take sums of weights. */
export const takesSums: i32 = 1;
