import { useDates } from '../../../shared/dates.js';
import { usePrice } from '../../../shared/price.js';
import { Link } from '../../../shared/router.js';
import { useSpeech, useTexts } from '../../../shared/speech.js';
import { stageOf, toneOf } from '../order/stage.js';
import { ORDERING } from '../texts.js';
import type { MyOrder } from './my-orders.js';
import { MINE } from './texts.js';

/** One order in the list: what it is, where it stands, and the way to it. */
export function OrderItem({ order }: { readonly order: MyOrder }) {
  const { pick } = useSpeech();
  const say = useTexts(MINE);
  const told = useTexts(ORDERING);
  const { moment } = useDates();
  const price = usePrice();
  const stage = stageOf(order);
  const names = order.lines.map(({ productName, quantity }) => `${pick(productName)} × ${quantity}`);
  return (
    <li className="mine-order" data-tone={toneOf(stage)}>
      <Link to={`/orders/${order.id}`}>{names.join(', ')}</Link>
      <span className="price">{price(order.total)}</span>
      <span className="hint">{say('placed', { number: order.number, date: moment(order.createdAt) })}</span>
      <span className="stands">{told(stage)}</span>
    </li>
  );
}
