import 'react';

declare module 'react' {
  interface CSSProperties {
    /** The tenant's palette, for the stylesheets. */
    '--accent'?: string;
    '--on-accent'?: string;
    '--ink'?: string;
  }
}
