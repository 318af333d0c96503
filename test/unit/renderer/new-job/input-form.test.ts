import { describe, expect, it } from 'vitest';
import {
  type InputSpecs,
  initialValues,
  placeFaults,
  toInputs,
  validateInputs,
} from '../../../../renderer/features/new-job/input-form.ts';

const specs: InputSpecs = {
  shop: { type: 'url', required: true, default: 'https://shop.example/' },
  pages: { type: 'number', default: 4 },
  cookies: { type: 'boolean', default: true },
  since: { type: 'date' },
  note: { type: 'text' },
  password: { type: 'text', secret: true, required: true },
};

const right = {
  shop: 'https://shop.example/',
  pages: '4',
  cookies: true,
  since: '2024-02-29',
  note: ' as typed ',
  password: ' s3cret ',
};

describe('the form of a flow’s inputs', () => {
  it('begins with the defaults', () => {
    expect(initialValues(specs, {})).toEqual({
      shop: 'https://shop.example/',
      pages: '4',
      cookies: true,
      since: '',
      note: '',
      password: '',
    });
  });

  it('begins with what was typed the last time, but never with a secret or a value of another kind', () => {
    const remembered = { pages: '7', cookies: 'yes', password: 'old', gone: 'x', note: 'kept' };
    expect(initialValues(specs, remembered)).toMatchObject({
      pages: '7',
      cookies: true,
      password: '',
      note: 'kept',
    });
    expect(initialValues(specs, remembered)).not.toHaveProperty('gone');
  });

  it('finds nothing wrong with right values', () => {
    expect(validateInputs(specs, right)).toEqual({});
  });

  it('takes empty fields that are not required', () => {
    expect(validateInputs(specs, { ...right, pages: '', since: ' ', note: '' })).toEqual({});
  });

  it('asks for every required field at once', () => {
    expect(validateInputs(specs, { ...right, shop: ' ', password: '' })).toEqual({
      shop: 'This flow needs a value here.',
      password: 'This flow needs a value here.',
    });
  });

  it.each([
    ['pages', 'four', '“four” is not a number. Write it like 12 or 3.5.'],
    ['pages', 'Infinity', '“Infinity” is not a number. Write it like 12 or 3.5.'],
    ['shop', 'shop.example/a', '“shop.example/a” is not a whole address. Nearest: https://shop.example/a'],
    ['shop', 'no way', '“no way” is not an address. Write it like https://shop.example/books.'],
    ['shop', 'ftp://x.example', 'A flow cannot open “ftp:” addresses. Use http or https.'],
    ['shop', 'javascript:alert(1)', 'A flow cannot open “javascript:” addresses. Use http or https.'],
    ['since', '24.11.2025', '“24.11.2025” is not a date. Write it like 2025-11-24.'],
    ['since', '2025-02-29', '“2025-02-29” is not a date. Write it like 2025-11-24.'],
    ['since', '2025-13-01', '“2025-13-01” is not a date. Write it like 2025-11-24.'],
  ])('says what is wrong with %s = %s', (name, value, message) => {
    expect(validateInputs(specs, { ...right, [name]: value })).toEqual({ [name]: message });
  });

  it('gives the queue numbers, ticks and texts, keeps blanks of texts and leaves empty fields out', () => {
    expect(toInputs(specs, { ...right, pages: ' 0 ', since: '' })).toEqual({
      shop: 'https://shop.example/',
      pages: 0,
      cookies: true,
      note: ' as typed ',
      password: ' s3cret ',
    });
  });

  it('puts the faults of the queue to their fields and keeps those that have none', () => {
    const whole = { path: 'rows[3].isbn', message: 'is missing.' };
    expect(
      placeFaults(specs, [
        { path: 'inputs.pages', message: 'Too many.', nearest: '64' },
        { path: 'inputs["note"]', message: 'Too long.' },
        { path: 'inputs.unknown', message: 'No such input.' },
        whole,
      ]),
    ).toEqual({
      fields: { pages: 'Too many. Nearest: 64', note: 'Too long.' },
      others: [{ path: 'inputs.unknown', message: 'No such input.' }, whole],
    });
  });
});
