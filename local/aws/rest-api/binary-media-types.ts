/** Whether a Content-Type or Accept header names one of the API's binary media types, which may be patterns such as `image/*`. */
export function isBinaryMediaType(binaryMediaTypes: string[], value: string | undefined): boolean {
  const mediaType = value?.split(/[;,]/)[0].trim().toLowerCase();
  return binaryMediaTypes.map((type) => type.toLowerCase()).some((type) => {
    return type === '*/*' || type === mediaType || (type.endsWith('/*') && mediaType?.startsWith(type.slice(0, -1)));
  });
}
