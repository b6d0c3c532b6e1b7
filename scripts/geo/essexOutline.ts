// The landward edge of Essex (with Southend-on-Sea and Thurrock) as we drew it ourselves, by hand, from general knowledge of
// which villages and rivers lie on which side. No boundary file was traced: none with an open licence could be fetched here.
// At sea and in the estuaries it runs along the middle of the water; the land itself decides there.
// `npm run geo-data -- cut` refuses to write when a GeoNames place falls on the wrong side of it.

/** Longitude, latitude; clockwise from the mouth of the Stour. */
export const ESSEX_OUTLINE: [number, number][] = [
  // Out at sea, round Foulness, up the middle of the Thames
  [1.31, 51.945], [1.45, 51.94], [1.45, 51.7], [1.15, 51.55], [0.95, 51.5], [0.6, 51.495], [0.512, 51.503],
  [0.492, 51.4985], [0.475, 51.4935], [0.461, 51.485], [0.452, 51.474], [0.445, 51.464], [0.436, 51.4565], [0.42, 51.451],
  [0.4, 51.449], [0.375, 51.4488], [0.355, 51.4492], [0.338, 51.4525], [0.327, 51.4595], [0.319, 51.467], [0.309, 51.4697],
  [0.301, 51.465], [0.294, 51.4575], [0.284, 51.4548], [0.27, 51.4585], [0.2585, 51.4645], [0.245, 51.4715], [0.23, 51.4782],
  // London: Aveley and South Ockendon in, Wennington, North Ockendon and Upminster out
  [0.212, 51.4842], [0.211, 51.489], [0.22, 51.5], [0.234, 51.511], [0.242, 51.519], [0.258, 51.523], [0.268, 51.529],
  [0.29, 51.53], [0.305, 51.532], [0.312, 51.54], [0.318, 51.548], [0.316, 51.56], [0.305, 51.567], [0.29, 51.57],
  // Great Warley in, Harold Wood and Noak Hill out; Navestock and Stapleford Abbotts in, Havering-atte-Bower out
  [0.277, 51.583], [0.267, 51.595], [0.263, 51.606], [0.252, 51.615], [0.238, 51.624], [0.22, 51.628], [0.2, 51.63],
  [0.18, 51.631], [0.16, 51.628], [0.145, 51.622],
  // Chigwell Row, Grange Hill and Chigwell in, Hainault and Woodford out; Buckhurst Hill in, Chingford out
  [0.13, 51.615], [0.11, 51.6135], [0.096, 51.6125], [0.086, 51.609], [0.072, 51.609], [0.06, 51.609], [0.052, 51.614],
  [0.04, 51.617], [0.03, 51.6185], [0.021, 51.624], [0.022, 51.632], [0.022, 51.6405], [0.01, 51.6435], [-0.003, 51.646],
  // Up the Lea: Sewardstone, Waltham Abbey and Nazeing in; then up the Stort: Roydon and Harlow in
  [-0.0125, 51.648], [-0.012, 51.66], [-0.015, 51.675], [-0.013, 51.69], [-0.015, 51.705], [-0.011, 51.717], [-0.004, 51.732],
  [0.002, 51.744], [0.007, 51.754], [0.01, 51.767], [0.024, 51.771], [0.037, 51.7775], [0.056, 51.779], [0.078, 51.7815],
  [0.096, 51.784], [0.115, 51.789], [0.132, 51.793], [0.146, 51.802], [0.158, 51.81], [0.163, 51.82], [0.166, 51.833],
  // Hallingbury and Birchanger in, Bishop's Stortford out; Farnham, Manuden and Berden in, the Pelhams out
  [0.167, 51.846], [0.179, 51.855], [0.186, 51.864], [0.183, 51.876], [0.178, 51.886], [0.165, 51.891], [0.15, 51.889],
  [0.131, 51.894], [0.117, 51.904], [0.12, 51.916], [0.118, 51.932], [0.112, 51.945], [0.1, 51.96], [0.093, 51.974],
  [0.08, 51.985], [0.069, 51.996],
  // Langley, Chrishall and Strethall in, Chishill, Heydon and Ickleton out; Great Chesterford and Hadstock in
  [0.077, 52.006], [0.088, 52.016], [0.09, 52.03], [0.094, 52.045], [0.101, 52.054], [0.12, 52.054], [0.145, 52.053],
  [0.165, 52.056], [0.183, 52.058], [0.185, 52.07], [0.19, 52.077], [0.21, 52.085], [0.235, 52.088], [0.262, 52.089],
  [0.285, 52.087], [0.303, 52.082], [0.318, 52.079], [0.335, 52.074],
  // Ashdon and Helions Bumpstead in, Castle Camps and Haverhill out; Sturmer in, Kedington out
  [0.345, 52.062], [0.352, 52.051], [0.37, 52.043], [0.386, 52.041], [0.396, 52.049], [0.406, 52.058], [0.422, 52.07],
  [0.442, 52.071], [0.457, 52.077], [0.478, 52.077], [0.494, 52.068],
  // Down the Stour: Baythorne, Ashen, Pentlow, Foxearth and Borley in, Clare, Cavendish, Melford and Sudbury out
  [0.508, 52.0615], [0.525, 52.059], [0.542, 52.06], [0.556, 52.066], [0.57, 52.0735], [0.588, 52.0745], [0.607, 52.078],
  [0.625, 52.0835], [0.642, 52.0855], [0.656, 52.09], [0.672, 52.089], [0.687, 52.081], [0.7, 52.072], [0.71, 52.062],
  [0.714, 52.05], [0.712, 52.041], [0.712, 52.031], [0.72, 52.024], [0.732, 52.021], [0.737, 52.012], [0.745, 52.0],
  // Lamarsh, Bures Hamlet, Wormingford, Boxted and Dedham in, Nayland, Stratford and Bergholt out
  [0.754, 51.989], [0.764, 51.979], [0.773, 51.9715], [0.787, 51.965], [0.807, 51.961], [0.828, 51.9575], [0.848, 51.96],
  [0.862, 51.9665], [0.875, 51.9685], [0.894, 51.97], [0.914, 51.972], [0.935, 51.973], [0.953, 51.972], [0.968, 51.966],
  [0.985, 51.963], [1.002, 51.961], [1.02, 51.9585], [1.04, 51.957], [1.056, 51.953],
  // The estuary to Harwich
  [1.08, 51.9505], [1.11, 51.952], [1.15, 51.9545], [1.2, 51.954], [1.245, 51.953], [1.275, 51.9525], [1.295, 51.9505],
]

/** The outline as a closed GeoJSON polygon. */
export const essexOutline = (): GeoJSON.Polygon => ({ type: 'Polygon', coordinates: [[...ESSEX_OUTLINE, ESSEX_OUTLINE[0]!]] })
