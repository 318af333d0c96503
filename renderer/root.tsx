import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import './ui/mantine-base.ts';
import './ui/base.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { invariant } from '../shared/assert.ts';
import type { JobId } from '../shared/ids.ts';
import type { ProfileSummary } from '../shared/job/profile.ts';
import type { LiveState } from '../shared/live/live-state.ts';
import { appClient } from './api/index.ts';
import { App } from './app.tsx';
import { router } from './router.ts';
import { createStores } from './stores.ts';
import { speak } from './texts/index.ts';
import { chooseLanguage, LANGUAGE_KEY } from './texts/language.ts';
import { SCHEME_KEY } from './ui/color-scheme.ts';
import { cssVariablesResolver, theme } from './ui/theme.ts';

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

function showProfiles(): void {
  router.go({ page: 'profiles' });
}

const root = document.getElementById('root');
invariant(root !== null, 'index.html has the root');

const client = appClient();
const schemes = localStorageColorSchemeManager({ key: SCHEME_KEY });
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

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
      <App
        client={client}
        stores={createStores(client, tellNeedsPerson, { onNeedsLogin: tellNeedsLogin, onAsks: showProfiles })}
      />
    </MantineProvider>
  </StrictMode>,
);
