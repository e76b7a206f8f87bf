declare module 'virtual:custom-elements' {
  /** The custom-elements manifest of `src/elements`. */
  const manifest: object;
  export default manifest;
}
