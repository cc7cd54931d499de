import { graphql } from '@lianpiao/graphql-client';
import { useEffect } from 'react';

import { paletteOf } from '../shared/palette.js';
import { session } from '../shared/session.js';
import { Speaking } from '../shared/speech.js';
import { OfStorefront } from '../shared/storefront.js';
import { useAnswer } from '../shared/use-answer.js';
import { Waiting } from '../shared/waiting.js';
import { Boundary } from './boundary.js';
import { Frame } from './frame.js';
import { Page } from './pages.js';

const StorefrontDocument = graphql(`
  query Storefront {
    storefront {
      name {
        zh
        en
      }
      accentColor
      timeZone
    }
    visitorSignIn {
      issuer
      clientId
    }
  }
`);

export function App() {
  return (
    <Speaking>
      <Boundary>
        <Shop />
      </Boundary>
    </Speaking>
  );
}

/** The tenant's name and colour around whatever page it is. */
function Shop() {
  const { answer, failed, again } = useAnswer(StorefrontDocument, {});
  const place = answer?.visitorSignIn;
  useEffect(() => {
    if (place) void session.begin(place);
  }, [place]);
  if (!answer) return <Waiting failed={failed} again={again} />;
  const { accent, onAccent, ink } = paletteOf(answer.storefront.accentColor);
  return (
    <OfStorefront value={answer.storefront}>
      <div className="shop" style={{ '--accent': accent, '--on-accent': onAccent, '--ink': ink }}>
        <Frame>
          <Page />
        </Frame>
      </div>
    </OfStorefront>
  );
}
