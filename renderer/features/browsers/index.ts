export { InstallButton } from './install-button.tsx';
export { BrowsersPlaceContext, useGoToBrowsers } from './place-context.ts';
