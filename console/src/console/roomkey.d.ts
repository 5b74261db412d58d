/** The server's own table of countries: the vendor's identifier and the calling code. */
declare module "roomkey:countries" {
  export const countries: readonly (readonly [name: string, calling_code: string])[];
}
