"""What is asked of Shopify's code discounts, in GraphQL."""

FIND = """query FindCode($code: String!) {
  codeDiscountNodeByCode(code: $code) {
    id
    codeDiscount {
      ... on DiscountCodeBasic { title status asyncUsageCount }
      ... on DiscountCodeFreeShipping { title status asyncUsageCount }
    }
  }
}"""
CURRENCY = """query ShopCurrency { shop { currencyCode } }"""
MAKE = """mutation MakeCode($basicCodeDiscount: DiscountCodeBasicInput!) {
  discountCodeBasicCreate(basicCodeDiscount: $basicCodeDiscount) {
    codeDiscountNode { id }
    userErrors { field code message }
  }
}"""
MAKE_SHIPPING = """mutation MakeShipping(
  $freeShippingCodeDiscount: DiscountCodeFreeShippingInput!
) {
  discountCodeFreeShippingCreate(freeShippingCodeDiscount: $freeShippingCodeDiscount) {
    codeDiscountNode { id }
    userErrors { field code message }
  }
}"""
DISABLE = """mutation DisableCode($id: ID!) {
  discountCodeDeactivate(id: $id) {
    codeDiscountNode { id }
    userErrors { field code message }
  }
}"""
ENABLE = """mutation EnableCode($id: ID!) {
  discountCodeActivate(id: $id) {
    codeDiscountNode { id }
    userErrors { field code message }
  }
}"""
END = """mutation EndCode($id: ID!, $basicCodeDiscount: DiscountCodeBasicInput!) {
  discountCodeBasicUpdate(id: $id, basicCodeDiscount: $basicCodeDiscount) {
    codeDiscountNode { id }
    userErrors { field code message }
  }
}"""
END_SHIPPING = """mutation EndShipping(
  $id: ID!, $freeShippingCodeDiscount: DiscountCodeFreeShippingInput!
) {
  discountCodeFreeShippingUpdate(id: $id, freeShippingCodeDiscount: $freeShippingCodeDiscount) {
    codeDiscountNode { id }
    userErrors { field code message }
  }
}"""
FIND_SEGMENT = """query FindSegment($query: String!) {
  segments(first: 1, query: $query) { nodes { id query } }
}"""
MAKE_SEGMENT = """mutation MakeSegment($name: String!, $query: String!) {
  segmentCreate(name: $name, query: $query) {
    segment { id }
    userErrors { field message }
  }
}"""
