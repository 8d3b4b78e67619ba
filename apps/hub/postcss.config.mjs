/** Tailwind reads the tokens and writes the utilities; `src/styles/hub.css` is where it begins. */
const config = { plugins: { "@tailwindcss/postcss": {} } };

export default config;
