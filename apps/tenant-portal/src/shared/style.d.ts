import 'react';

declare module 'react' {
  interface CSSProperties {
    /** The tenant's colour, for the stylesheet. */
    '--accent'?: string;
  }
}
