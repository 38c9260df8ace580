'use strict';

exports.renderSvg = function renderSvg(width, height, color) {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">`,
    `<rect width="100%" height="100%" fill="${color}"/>`,
    `<text x="50%" y="50%" text-anchor="middle">${width}×${height}</text>`,
    '</svg>',
  ].join('');
};
