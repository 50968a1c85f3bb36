import hooks from 'eslint-plugin-react-hooks';
import imports from 'eslint-plugin-import-x';
import globals from 'globals';
import typescript from 'typescript-eslint';

// Imports flow lib → ui → api → document → canvas → features → app; features do not see each other.
const layers = ['lib', 'ui', 'api', 'document', 'canvas', 'features', 'app'];
const zones = layers.slice(0, -1).map((layer, at) => ({ target: `./src/${layer}`, from: layers.slice(at + 1).map(above => `./src/${above}`) }));

export default typescript.config(
  { ignores: ['dist', 'node_modules', 'src/api/types.ts'] },
  ...typescript.configs.recommended,
  hooks.configs.flat['recommended-latest'],
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { globals: globals.browser },
    plugins: { 'import-x': imports },
    settings: { 'import-x/resolver': { node: { extensions: ['.ts', '.tsx'] } } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-default-export': 'error',
      'no-console': 'error',
      eqeqeq: ['error', 'smart'],
    },
  },
  { files: ['*.config.ts'], rules: { 'import-x/no-default-export': 'off' } },
);
