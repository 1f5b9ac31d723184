SwaggerUIBundle({
  url: "/api/docs.json",
  dom_id: "#page",
  deepLinking: true,
  docExpansion: "none",
  defaultModelsExpandDepth: 0,
  // A token stays in this page alone.
  persistAuthorization: false,
  // No address of ours is sent to a validator on the internet.
  validatorUrl: null,
});
