import { CATALOGUE } from './catalogue.ts';

export const CATEGORIES = ['Fiction', 'Travel', 'Science', 'Poetry', 'History', 'Children'] as const;
export type Category = (typeof CATEGORIES)[number];

/** One book of the practice shop; `pence` is the price, `rating` is 0 to 5 with one decimal. */
export interface Book {
  readonly slug: string;
  readonly title: string;
  readonly author: string;
  readonly category: Category;
  readonly pence: number;
  /** Copies on the shelf; 0 is shown as "Sold out". */
  readonly stock: number;
  readonly rating: number;
  /** Thirteen digits with a right check digit, in a range that is given to no publisher. */
  readonly isbn: string;
  readonly description: string;
}

/** The whole shop, always the same and in the same order: 64 books. */
export const BOOKS: readonly Book[] = CATALOGUE.trim().split('\n').map(toBook);

/** The book with this slug, or undefined. */
export function findBook(slug: string): Book | undefined {
  return BOOKS.find((book) => book.slug === slug);
}

/** Amount for a reader: `£18.40`, `£1,250.00`. */
export function formatPounds(pence: number): string {
  const pounds = String(Math.floor(pence / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  return `£${pounds}.${String(pence % 100).padStart(2, '0')}`;
}

/** The last digit of an ISBN-13: the weighted sum of all thirteen is a multiple of ten. */
export function isbnCheckDigit(first12: string): number {
  const sum = [...first12].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0);
  return (10 - (sum % 10)) % 10;
}

/** Small letters and hyphens, without accents: `Café Meridian` → `cafe-meridian`. */
export function slugOf(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** A line that does not fit is our own slip: it fails at once, at start. */
function toBook(line: string, index: number): Book {
  const [title, author, categoryName, pounds, stock, rating, description, ...rest] = line.split(' | ');
  const category = CATEGORIES.find((name) => name === categoryName);
  const isWhole = title && author && category && pounds && stock && rating && description;
  if (!isWhole || rest.length > 0)
    throw new Error(`Line ${index + 1} of the catalogue is not a book: ${line}`);
  const first12 = `9795${String(1000 + index * 37).padStart(4, '0')}${String(2001 + index * 113).padStart(4, '0')}`;
  return {
    slug: slugOf(title),
    title,
    author,
    category,
    pence: Math.round(Number(pounds) * 100),
    stock: Number(stock),
    rating: Number(rating),
    isbn: `${first12}${isbnCheckDigit(first12)}`,
    description,
  };
}
