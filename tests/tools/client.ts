// A client whose types come from the description of a running server: it creates a lamp, changes it and lists it.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

const [baseUrl = "", token = ""] = process.argv.slice(2);
const client = createClient<paths, "application/json" | "application/problem+json">({
  baseUrl,
  headers: { Authorization: `Bearer ${token}`, Accept: "application/json" },
});

type Lamp = components["schemas"]["DocumentAttributes.lamp"];
type LampInput = components["schemas"]["DocumentAttributesInput.lamp"];

const attributes: LampInput = {
  name: { en_GB: "Typed lamp", fr_FR: "Lampe typée" },
  power: 40,
  dimmable: true,
  socket: "e27",
  rooms: ["hall", "study"],
};
// @ts-expect-error A switch is no text.
const wrong: LampInput = { dimmable: "perhaps" };

const created = await client.POST("/api/documents", {
  body: { id: "typed", documentType: { id: "lamp" }, classification: { id: "desk" }, attributes },
});
const refused = await client.POST("/api/documents", {
  body: { id: "wrong", documentType: { id: "lamp" }, classification: { id: "desk" }, attributes: wrong },
});
const updated = await client.PUT("/api/documents/{id}", {
  params: { path: { id: "typed" } },
  body: { attributes: { power: 60 } },
});
const listed = await client.GET("/api/documents", { params: { query: { limit: 10, "locales[]": ["fr_FR"] } } });

const lamp = (updated.data?.attributes ?? {}) as Lamp;
const power: number | undefined = lamp.power;
const sockets: string[] = (lamp.socket ?? []).map((choice) => choice.code);

console.log(
  JSON.stringify({
    created: created.response.status,
    refused: [refused.response.status, refused.error?.violations?.map((violation) => violation.propertyPath)],
    updated: [updated.response.status, power, sockets],
    listed: listed.data?.map((document) => [document.id, document.documentType?.id, document.attributes]),
  }),
);
