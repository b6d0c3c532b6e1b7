/// <reference types="vite/client" />
// The CSP build of maplibre keeps its worker in a file of its own; it ships without types but has the same shape.
declare module 'maplibre-gl/dist/maplibre-gl-csp.js' {
  export * from 'maplibre-gl'
}
