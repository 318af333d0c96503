import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import './ui/mantine-base.ts';
import './ui/base.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { useStore } from 'zustand';
import { invariant } from '../shared/assert.ts';
import type { JobId } from '../shared/ids.ts';
import type { ProfileSummary } from '../shared/job/profile.ts';
import type { LiveState } from '../shared/live/live-state.ts';
import { type Notice, placeOf, type WantedPlace } from '../shared/notices/notice.ts';
import { appClient } from './api/index.ts';
import { App } from './app.tsx';
import { router } from './router.ts';
import { createStores } from './stores.ts';
import { speak, spoken, t } from './texts/index.ts';
import { chooseLanguage, LANGUAGE_KEY } from './texts/language.ts';
import { SCHEME_KEY } from './ui/color-scheme.ts';
import { cssVariablesResolver, theme } from './ui/theme.ts';
import { goToWanted } from './wanted-place.ts';

/** Loaded with the first job that asks. */
function tellNeedsPerson(id: JobId, state: LiveState): void {
  void import('./features/live/tell-needs-person.tsx').then(({ tellNeedsPerson: tell }) =>
    tell(id, state, (jobId) => router.go({ page: 'jobs', jobId })),
  );
}

/** Loaded with the first profile that needs it. */
function tellNeedsLogin(profile: ProfileSummary): void {
  void import('./features/profiles/tell-needs-login.tsx').then(({ tellNeedsLogin: tell }) =>
    tell(profile, showProfiles),
  );
}

/** Loaded with the first batch that ends. */
function tellBatchEnd(notice: Notice): void {
  void import('./features/notices/toast.tsx').then(({ tellToast }) =>
    tellToast({
      id: `batch-${notice.id}`,
      sentence: t().notices.sentence(notice),
      onShow: () => goTo(placeOf(notice)),
    }),
  );
}

function goTo(place: WantedPlace): void {
  goToWanted(place, stores.jobs.getState().actions);
}

function showProfiles(): void {
  router.go({ page: 'profiles' });
}

const root = document.getElementById('root');
invariant(root !== null, 'index.html has the root');

const client = appClient();
const schemes = localStorageColorSchemeManager({ key: SCHEME_KEY });
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

const stores = createStores(
  client,
  tellNeedsPerson,
  { onNeedsLogin: tellNeedsLogin, onAsks: showProfiles },
  { onBatchEnd: tellBatchEnd, onWanted: goTo },
);

/** Drawn anew, in its place, when the window speaks another language. */
function Spoken() {
  useStore(spoken);
  return <App client={client} stores={stores} onWanted={goTo} />;
}

await speak(chooseLanguage(localStorage.getItem(LANGUAGE_KEY), navigator.languages));

createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={schemes}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <Spoken />
    </MantineProvider>
  </StrictMode>,
);
