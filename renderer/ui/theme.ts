import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

// Shade 5 is the dark theme's fill, shade 6 the light theme's; the others are spaced around them.
const cobalt: MantineColorsTuple = [
  '#eef2ff',
  '#dbe3fe',
  '#b9c6fb',
  '#93a7f6',
  '#6e87f1',
  '#4b69ec',
  '#3654d9',
  '#2c47bf',
  '#2540ab',
  '#1b3190',
];

/** The sizes, radii and the accent of `tokens.css` for Mantine's components. */
export const theme = createTheme({
  primaryColor: 'cobalt',
  primaryShade: { light: 6, dark: 5 },
  colors: { cobalt },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  headings: { fontFamily: 'var(--font)', fontWeight: '600' },
  defaultRadius: 6,
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '15px', xl: '22px' },
  lineHeights: { xs: '1.3', sm: '1.35', md: '18px', lg: '1.35', xl: '1.3' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  respectReducedMotion: true,
  cursorType: 'default',
  components: {
    // The page itself never scrolls, so nothing has to be locked; locking would write unsigned styles.
    Modal: { defaultProps: { lockScroll: false } },
    ModalRoot: { defaultProps: { lockScroll: false } },
    Drawer: { defaultProps: { lockScroll: false } },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { transition: 'fade', duration: 100 } } },
    Menu: { defaultProps: { transitionProps: { transition: 'fade', duration: 100 }, shadow: 'none' } },
  },
});

/** Mantine's own colour names, pointed at the tokens: one place decides about both themes. */
export const cssVariablesResolver: CSSVariablesResolver = () => {
  const both = {
    '--mantine-color-text': 'var(--tx)',
    '--mantine-color-bright': 'var(--tx)',
    '--mantine-color-body': 'var(--bg)',
    '--mantine-color-error': 'var(--st-failed)',
    '--mantine-color-success': 'var(--st-completed)',
    '--mantine-color-placeholder': 'var(--tx3)',
    '--mantine-color-anchor': 'var(--acc-tx)',
    '--mantine-color-default': 'var(--raised)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--tx)',
    '--mantine-color-default-border': 'var(--line-3)',
    '--mantine-color-dimmed': 'var(--tx3)',
    '--mantine-color-disabled': 'var(--active)',
    '--mantine-color-disabled-color': 'var(--tx3)',
    '--mantine-color-disabled-border': 'var(--line-2)',
  };
  return { variables: {}, light: both, dark: both };
};
