// Shows the contract that lies beside this page, and lets its calls be tried on this very server.
"use strict";

async function start() {
  const contract = await (await fetch("openapi.json")).json();
  document.title = contract.info.title;
  // whatever name and port the reader came by: no other may be called
  contract.servers = [{ url: location.origin }];
  lead(contract);
  const ui = SwaggerUIBundle({
    dom_id: "#contract",
    spec: contract,
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: -1, // the schemas are shown where they are used
    displayRequestDuration: true,
    tryItOutEnabled: true,
    validatorUrl: null, // else swagger.io is asked
    onComplete: () => {
      for (const [name, scheme] of Object.entries(contract.components.securitySchemes)) {
        if (scheme["x-key"]) ui.preauthorizeApiKey(name, scheme["x-key"]);
      }
    },
  });
}

/** Let a link name an operation alone, `#/dify.datasets.list_datasets`: only we know its tag. */
function lead({ paths }) {
  const named = location.hash.slice("#/".length);
  const known = Object.values(paths).flatMap(Object.values);
  const operation = known.find((each) => each.operationId === named);
  if (operation) history.replaceState(null, "", `#/${encodeURIComponent(operation.tags[0])}/${named}`);
}

start();
