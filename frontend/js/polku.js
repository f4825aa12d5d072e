// Progressive enhancement. Every page works without this file.
import { showWhereItStands } from "./diagram.js";
import { focusErrors } from "./errors.js";
import { listenForKeys } from "./keys.js";
import { sendOnce } from "./once.js";
import { selectAll } from "./select.js";

focusErrors();
listenForKeys();
sendOnce();
selectAll();
showWhereItStands();
