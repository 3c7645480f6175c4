/**
 * The decoder's arithmetic on the processor, in AssemblyScript with 128-bit SIMD. `npm run build:kernel` makes
 * `src/engine/kernel/binary.ts` of it. Addresses are bytes in the module's memory, arrays lie row by row.
 *
 * Weights stay 8-bit integers and activations become 16-bit ones: a product of two such numbers is exact, SIMD
 * multiplies eight of them at once, where of floats it multiplies four, and a quarter of the bytes is read.
 */
export { addNorm, attend, gelu } from './layers';
export { panels, round, signed } from './operands';
export { product } from './products';
export { largest, weigh } from './scores';

/** Whether `panels` and `product` take sums of weights. */
export const takesSums: i32 = i32(ASC_FEATURE_RELAXED_SIMD);
