export { keptSentence, type ResumeOffer, resumeOffers } from './offers.ts';
