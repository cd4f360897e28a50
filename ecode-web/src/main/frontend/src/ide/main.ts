import { PRODUCT } from "../brand/brand.ts";

document.title = PRODUCT;
