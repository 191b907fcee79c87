// Runs at CloudFront before the cache: an address of a folder stands for the page in it.
function handler(event) {
  var request = event.request;
  if (request.uri.endsWith("/")) request.uri += "index.html";
  return request;
}
