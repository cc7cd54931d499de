import { graphql } from '@lianpiao/graphql-client';

import { CataloguePage } from '../features/catalog/catalogue-page.js';
import { ProductPage } from '../features/catalog/product-page.js';
import { OrderPage } from '../features/ordering/order-page.js';
import { useAnswer } from '../shared/use-answer.js';
import { Speaking, useSpeech } from './languages.js';
import { Link, usePath } from './router.js';

const StorefrontQuery = graphql(`
  query Storefront {
    storefront {
      slug
      name {
        zh
        en
      }
      accentColor
    }
  }
`);

export function App() {
  return (
    <Speaking>
      <Frame />
    </Speaking>
  );
}

/** The tenant's name and colour around whatever page it is. */
function Frame() {
  const { say, pick, speak, language } = useSpeech();
  const { answer } = useAnswer(StorefrontQuery, {});
  const name = answer ? pick(answer.storefront.name) : '';
  return (
    <div className="frame" style={{ '--accent': answer?.storefront.accentColor ?? '#0b6e4f' }}>
      <title>{name ? `${name} · ${say('tickets')}` : say('tickets')}</title>
      <a className="skip" href="#content">
        {say('skip')}
      </a>
      <header>
        <Link to="/" className="brand">
          {name || '联票'}
        </Link>
        <button
          type="button"
          lang={language === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => {
            speak(language === 'zh' ? 'en' : 'zh');
          }}
        >
          {say('language')}
        </button>
      </header>
      <main id="content" tabIndex={-1}>
        <Page />
      </main>
    </div>
  );
}

function Page() {
  const { say } = useSpeech();
  const [, section = '', key = ''] = usePath().split('/');
  if (section === '') return <CataloguePage />;
  if (section === 'products' && key) return <ProductPage code={decodeURIComponent(key)} />;
  if (section === 'orders' && key) return <OrderPage id={key} />;
  return <p role="alert">{say('notFound')}</p>;
}
