// Mantine's foundations, in cascade layers, so that our own rules win without weight games.
// Each component's sheet is imported beside the component that uses it.
import '@mantine/core/styles/baseline.layer.css';
import '@mantine/core/styles/default-css-variables.layer.css';
import '@mantine/core/styles/global.layer.css';
