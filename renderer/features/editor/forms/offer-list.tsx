import { useEffect, useLayoutEffect, useRef } from 'react';
import { t } from '../../../texts/index.ts';
import { safeText } from '../../../ui/safe-text.ts';
import type { Offer } from './completion.ts';
import offerClasses from './offers.module.css';

interface OfferListProps {
  id: string;
  offers: readonly Offer[];
  active: number;
  /** The field that it stands under. */
  anchor: HTMLElement | null;
  onChoose: (offer: Offer) => void;
  /** The page under it moved: it would stand in a wrong place. */
  onLeave: () => void;
}

const HEIGHT = 240;
const GAP = 4;

/** The values that may be put in, under their field; over it near the lower edge of the window. */
export function OfferList({ id, offers, active, anchor, onChoose, onLeave }: OfferListProps) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => list.current?.showPopover(), []);
  useLayoutEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  useEffect(() => {
    const leave = (event: Event): void => {
      if (event.target instanceof Node && list.current?.contains(event.target) !== true) onLeave();
    };
    window.addEventListener('scroll', leave, true);
    return () => window.removeEventListener('scroll', leave, true);
  }, [onLeave]);
  const box = anchor?.getBoundingClientRect();
  const isBelow = (box?.bottom ?? 0) + HEIGHT < document.documentElement.clientHeight;
  const place = isBelow
    ? { top: (box?.bottom ?? 0) + GAP, left: box?.left ?? 0 }
    : { bottom: document.documentElement.clientHeight - (box?.top ?? 0) + GAP, left: box?.left ?? 0 };
  return (
    <div
      ref={list}
      id={id}
      popover="manual"
      role="listbox"
      tabIndex={-1}
      aria-label={t().forms.offers}
      className={offerClasses.offers}
      style={place}
    >
      {offers.map((offer, at) => (
        // The keys are the field's: it keeps the focus and names the active one.
        <div
          key={offer.word}
          id={`${id}-${at}`}
          role="option"
          tabIndex={-1}
          aria-selected={at === active}
          className={offerClasses.offer}
          onMouseDown={(event) => {
            event.preventDefault();
            onChoose(offer);
          }}
        >
          <span className={offerClasses.offerWord}>{safeText(offer.word, 100)}</span>
          <span className={offerClasses.offerHelp}>{safeText(helpOf(offer), 120)}</span>
        </div>
      ))}
    </div>
  );
}

function helpOf(offer: Offer): string {
  const { roots, env, functions } = t().forms;
  if (offer.kind === 'function') return functions[offer.word];
  const { root, name, from } = offer.value;
  const own = root === 'env' ? (name === 'practice' ? env.practice : env.now) : from;
  return own === '' ? roots[root] : `${roots[root]} · ${own}`;
}
