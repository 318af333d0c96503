import * as z from 'zod';

/**
 * Keeps zod from trying `new Function`, which the page's policy refuses and reports. It must be set before the first
 * schema is made: import this file before everything else.
 */
z.config({ jitless: true });
