import { StoreElement } from "./store-element.js";

/** An element that draws the pool. After a sign-out there is none, for the moment until the element is removed. */
export class PoolElement extends StoreElement {
  drawable({ pool }) {
    return pool !== undefined;
  }
}
