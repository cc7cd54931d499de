import { graphql } from '@lianpiao/graphql-client';

import { ask } from '../shared/ask.js';
import { paletteOf } from '../shared/palette.js';
import { session } from '../shared/session.js';
import { Speaking } from '../shared/speech.js';
import { OfStorefront } from '../shared/storefront.js';
import { useLoaded } from '../shared/use-answer.js';
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

const NOTHING = {};

/** Pages are drawn once it is known whose shop this is and where one signs in. */
async function openShop(_: object, signal: AbortSignal) {
  const answer = await ask(StorefrontDocument, {}, signal);
  void session.begin(answer.visitorSignIn);
  return answer;
}

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
  const { answer, failed, again } = useLoaded(openShop, NOTHING);
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
