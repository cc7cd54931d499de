import { Suspense } from 'react';

import { SignedInPage, SignInButton, SignOutButton } from '../features/account/index.js';
import { CataloguePage, ProductPage } from '../features/catalog/index.js';
import { BuyForm, MyOrdersPage, OrderPage } from '../features/ordering/index.js';
import { PageTitle } from '../shared/page-title.js';
import { Link, usePath } from '../shared/router.js';
import { useTexts } from '../shared/speech.js';
import { Waiting } from '../shared/waiting.js';
import { APP } from './texts.js';

/** Which page an address leads to. */
export function Page() {
  const [, section = '', key = ''] = usePath().split('/');
  if (section === '') return <CataloguePage />;
  if (section === 'products' && key) {
    return (
      <ProductPage key={key} code={decoded(key)} form={({ code, dated }) => <BuyForm code={code} dated={dated} />} />
    );
  }
  if (section === 'orders' && key) {
    return (
      <Suspense fallback={<Waiting failed={false} again={() => undefined} />}>
        <OrderPage key={key} id={decoded(key)} />
      </Suspense>
    );
  }
  if (section === 'my-orders') {
    return <MyOrdersPage signIn={<SignInButton className="primary" />} signOut={<SignOutButton />} />;
  }
  if (section === 'signed-in') return <SignedInPage />;
  return <NotFound />;
}

export function NotFound() {
  const say = useTexts(APP);
  return (
    <div className="notice">
      <PageTitle>{say('notFound')}</PageTitle>
      <h1>{say('notFound')}</h1>
      <p>{say('notFoundHint')}</p>
      <Link to="/" className="button">
        {say('toTickets')}
      </Link>
    </div>
  );
}

/** An address may hold what is no encoding of anything. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
