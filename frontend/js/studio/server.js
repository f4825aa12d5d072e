// What is said to the server. Every answer is {status, body}; status 0 means that it could not be reached.

export function server({ csrf, addresses }) {
  return async function send(what, body, options = {}) {
    try {
      const response = await fetch(addresses[what], {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
        body: JSON.stringify(body),
        ...options,
      });
      const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
      return { status: response.status, body: isJson ? await response.json() : {} };
    } catch (error) {
      if (error.name === "AbortError") throw error;
      return { status: 0, body: {} };
    }
  };
}
