/** The sandbox signs anybody in and pays with nothing: it must never stand where real visitors do. */
export function refuseProduction(what: string): void {
  if (process.env.NODE_ENV === 'production')
    throw new Error(`The ${what} is for laptops and tests and refuses to start with NODE_ENV=production.`);
}
