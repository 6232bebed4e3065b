"""The question to Shopify's Admin API, in GraphQL: each field under the name that webhooks use.

So the answer is nearly the body of `orders/updated` already; `shopify` does the rest.
"""

_MONEY = """{
  shop_money: shopMoney { amount currency_code: currencyCode }
  presentment_money: presentmentMoney { amount currency_code: currencyCode }
}"""

_REFUND = f"""
  id: legacyResourceId
  created_at: createdAt
  total_refunded_set: totalRefundedSet {_MONEY}
  refund_line_items: refundLineItems(first: $parts) {{
    nodes {{ subtotal_set: subtotalSet {_MONEY} total_tax_set: totalTaxSet {_MONEY} }}
    pageInfo {{ hasNextPage }}
  }}
  refund_shipping_lines: refundShippingLines(first: $parts) {{
    nodes {{
      amount_set: subtotalAmountSet {_MONEY}
      tax_amount_set: taxAmountSet {_MONEY}
    }}
    pageInfo {{ hasNextPage }}
  }}
  order_adjustments: orderAdjustments(first: $parts) {{
    nodes {{ amount_set: amountSet {_MONEY} tax_amount_set: taxAmountSet {_MONEY} }}
    pageInfo {{ hasNextPage }}
  }}
  transactions(first: $parts) {{
    nodes {{ kind status amount_set: amountSet {_MONEY} }}
    pageInfo {{ hasNextPage }}
  }}
"""

_LINES = f"""
  shipping_lines: shippingLines(first: $parts) {{
    nodes {{
      price_set: originalPriceSet {_MONEY}
      discount_allocations: discountAllocations {{
        amount_set: allocatedAmountSet {_MONEY}
      }}
      tax_lines: taxLines {{ price_set: priceSet {_MONEY} }}
    }}
    pageInfo {{ hasNextPage }}
  }}
  line_items: lineItems(first: $lines) {{
    nodes {{
      quantity
      gift_card: isGiftCard
      price_set: originalUnitPriceSet {_MONEY}
      total_discount_set: totalDiscountSet {_MONEY}
    }}
    pageInfo {{ hasNextPage }}
  }}
"""

_PERSON = """
  email
  buyer_accepts_marketing: customerAcceptsMarketing
  customer_locale: customerLocale
  customer {
    first_name: firstName
    orders_count: numberOfOrders
    address: defaultEmailAddress { email: emailAddress state: marketingState }
  }
  journey: customerJourneySummary {
    firstVisit { landingPage }
    lastVisit { landingPage }
  }
"""

_ORDER = f"""
  id: legacyResourceId
  name
  test
  created_at: createdAt
  processed_at: processedAt
  updated_at: updatedAt
  cancelled_at: cancelledAt
  cancel_reason: cancelReason
  financial_status: displayFinancialStatus
  payment_gateway_names: paymentGatewayNames
  currency: currencyCode
  presentment_currency: presentmentCurrencyCode
  taxes_included: taxesIncluded
  total_price_set: totalPriceSet {_MONEY}
  total_tax_set: totalTaxSet {_MONEY}
  total_tip_received_set: totalTipReceivedSet {_MONEY}
  original_total_duties_set: originalTotalDutiesSet {_MONEY}
  note_attributes: customAttributes {{ name: key value }}
  discount_codes: discountCodes
  {_PERSON}
  {_LINES}
  refunds(first: $parts) {{ {_REFUND} }}
"""

ORDERS = f"""query ChangedOrders(
  $first: Int!, $after: String, $query: String, $lines: Int!, $parts: Int!
) {{
  orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {{
    nodes {{ {_ORDER} }}
    pageInfo {{ hasNextPage endCursor }}
  }}
}}"""

ONE_ORDER = f"""query WholeOrder($id: ID!, $lines: Int!, $parts: Int!) {{
  order(id: $id) {{ {_ORDER} }}
}}"""
