/** `kernel.ts` with products by bytes: the same numbers, on machines where `isExact` says so. */

export { isExact } from './byteProducts';
export * from './kernel';
