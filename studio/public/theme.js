// Before anything is drawn, so that the page does not flash in the other theme.
const chosen = localStorage.getItem('auterity.theme');
const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
document.documentElement.dataset.theme = dark ? 'dark' : 'light';
