/* eslint-disable */
import * as types from './graphql.js';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query Storefront {\n    storefront {\n      name {\n        zh\n        en\n      }\n      accentColor\n      timeZone\n    }\n    visitorSignIn {\n      issuer\n      clientId\n    }\n  }\n": typeof types.StorefrontDocument,
    "\n  query Catalogue($after: String) {\n    products(first: 100, after: $after) {\n      nodes {\n        code\n        kind\n        dated\n        name {\n          zh\n          en\n        }\n        summary {\n          zh\n          en\n        }\n        visits {\n          total\n          perAttraction\n          perAttractionPerDay\n        }\n        validity {\n          clock\n          starts\n          period\n          activateWithin\n        }\n        attractions {\n          city {\n            zh\n            en\n          }\n          grade\n          opens\n          closes\n          name {\n            zh\n            en\n          }\n        }\n        fromPrice {\n          minor\n          currency\n        }\n        options {\n          units {\n            id\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.CatalogueDocument,
    "\n  query Product($code: String!) {\n    product(code: $code) {\n      code\n      kind\n      dated\n      name {\n        zh\n        en\n      }\n      summary {\n        zh\n        en\n      }\n      visits {\n        total\n        perAttraction\n        perAttractionPerDay\n      }\n      validity {\n        clock\n        starts\n        period\n        activateWithin\n      }\n      attractions {\n        code\n        city {\n          zh\n          en\n        }\n        grade\n        opens\n        closes\n        name {\n          zh\n          en\n        }\n      }\n    }\n  }\n": typeof types.ProductDocument,
    "\n  query ProductTerms($code: String!) {\n    product(code: $code) {\n      dated\n      name {\n        zh\n        en\n      }\n      visits {\n        total\n        perAttraction\n        perAttractionPerDay\n      }\n      validity {\n        clock\n        starts\n        period\n        activateWithin\n      }\n      attractions {\n        code\n      }\n    }\n  }\n": typeof types.ProductTermsDocument,
    "\n  query Offer($code: String!, $on: LocalDate) {\n    product(code: $code) {\n      options {\n        units {\n          id\n          type\n          price(on: $on) {\n            minor\n            currency\n          }\n        }\n      }\n    }\n  }\n": typeof types.OfferDocument,
    "\n  mutation Hold($input: HoldOrderInput!) {\n    holdOrder(input: $input) {\n      __typename\n      ... on HeldOrder {\n        accessKey\n        order {\n          id\n        }\n      }\n      ... on CapacityExhausted {\n        left\n        visitDate\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n": typeof types.HoldDocument,
    "\n  query Availability($code: String!, $from: LocalDate!, $days: Int!) {\n    availability(productCode: $code, from: $from, days: $days) {\n      date\n      status\n    }\n  }\n": typeof types.AvailabilityDocument,
    "\n  query MyOrders($after: String) {\n    myOrders(first: 20, after: $after) {\n      nodes {\n        id\n        number\n        state\n        createdAt\n        total {\n          minor\n          currency\n        }\n        lines {\n          line\n          quantity\n          productName {\n            zh\n            en\n          }\n        }\n        payments {\n          state\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.MyOrdersDocument,
    "\n  mutation Claim($input: ClaimOrderInput!) {\n    claimOrder(input: $input) {\n      __typename\n      ... on Failure {\n        code\n      }\n    }\n  }\n": typeof types.ClaimDocument,
    "\n  mutation Cancel($input: CancelOrderInput!) {\n    cancelOrder(input: $input) {\n      __typename\n      ... on Failure {\n        code\n      }\n    }\n  }\n": typeof types.CancelDocument,
    "\n  mutation Refund($input: RefundOrderInput!) {\n    refundOrder(input: $input) {\n      __typename\n      ... on Failure {\n        code\n      }\n    }\n  }\n": typeof types.RefundDocument,
    "\n  query Order($id: ID!, $accessKey: String) {\n    order(id: $id, accessKey: $accessKey) {\n      id\n      number\n      state\n      createdAt\n      expiresAt\n      isMine\n      total {\n        minor\n        currency\n      }\n      lines {\n        line\n        productCode\n        unitType\n        quantity\n        visitDate\n        productName {\n          zh\n          en\n        }\n        total {\n          minor\n          currency\n        }\n      }\n      payments {\n        state\n      }\n      refunds {\n        id\n        state\n        settledAt\n        amount {\n          minor\n          currency\n        }\n      }\n      tickets {\n        id\n        code\n        qrText\n        state\n        unitType\n        validFrom\n        validUntil\n        visitsUsed\n        visitsTotal\n        attractions {\n          code\n          name {\n            zh\n            en\n          }\n        }\n        visited {\n          code\n          name {\n            zh\n            en\n          }\n        }\n      }\n    }\n  }\n": typeof types.OrderDocument,
    "\n  mutation Pay($input: PayOrderInput!) {\n    payOrder(input: $input) {\n      __typename\n      ... on Checkout {\n        checkoutUrl\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n": typeof types.PayDocument,
    "\n  mutation DemoImport($input: ImportAttractionsInput!) {\n    importAttractions(input: $input) {\n      __typename\n      ... on AttractionImport {\n        created\n        updated\n        unchanged\n        total\n      }\n      ... on ImportRejected {\n        errors {\n          row\n          column\n          code\n        }\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n": typeof types.DemoImportDocument,
    "\n  mutation DemoDefineSplitRule($input: DefineSplitRuleInput!) {\n    defineSplitRule(input: $input) {\n      __typename\n      ... on Failure {\n        code\n      }\n    }\n  }\n": typeof types.DemoDefineSplitRuleDocument,
    "\n  mutation DemoAssignSplitRule($input: AssignSplitRuleInput!) {\n    assignSplitRule(input: $input) {\n      __typename\n      ... on Failure {\n        code\n      }\n    }\n  }\n": typeof types.DemoAssignSplitRuleDocument,
    "\n  mutation DemoCreateProduct($input: CreateProductInput!) {\n    createProduct(input: $input) {\n      __typename\n      ... on InvalidInput {\n        field\n        rule\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n": typeof types.DemoCreateProductDocument,
    "\n  mutation DemoPublishProduct($input: PublishProductInput!) {\n    publishProduct(input: $input) {\n      __typename\n      ... on Failure {\n        code\n      }\n    }\n  }\n": typeof types.DemoPublishProductDocument,
    "\n  mutation DemoCreateGates($input: CreateGatesInput!) {\n    createGates(input: $input) {\n      __typename\n      ... on Failure {\n        code\n      }\n    }\n  }\n": typeof types.DemoCreateGatesDocument,
    "\n  mutation DemoCreatePartner($input: CreatePartnerInput!) {\n    createPartner(input: $input) {\n      __typename\n      ... on PartnerCreated {\n        clientSecret\n        partner {\n          clientId\n        }\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n": typeof types.DemoCreatePartnerDocument,
    "\n  mutation DemoRevoke($input: RevokeTicketInput!) {\n    revokeTicket(input: $input) {\n      __typename\n      ... on Failure {\n        code\n      }\n    }\n  }\n": typeof types.DemoRevokeDocument,
    "\n  query DemoProof {\n    ledgerProof {\n      holds\n      journals\n      postings\n      unbalancedJournals\n      mismatchedPasses\n      eventsWaiting\n      eventsParked\n      cash {\n        minor\n      }\n      pspFees {\n        minor\n      }\n      passLiability {\n        minor\n      }\n      payables {\n        minor\n      }\n      fund {\n        minor\n      }\n      refundsPayable {\n        minor\n      }\n      commission {\n        minor\n      }\n      breakage {\n        minor\n      }\n      cancellationFees {\n        minor\n      }\n      left {\n        minor\n      }\n      right {\n        minor\n      }\n    }\n  }\n": typeof types.DemoProofDocument,
    "\n  mutation DemoCloseDay($input: CloseDayInput!) {\n    closeDay(input: $input) {\n      __typename\n      ... on ClosedPeriod {\n        period {\n          number\n        }\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n": typeof types.DemoCloseDayDocument,
    "\n  query DemoStatements($periodNumber: Int) {\n    statements(first: 100, periodNumber: $periodNumber) {\n      nodes {\n        number\n        attractionCode\n        attractionName {\n          zh\n          en\n        }\n        visits\n        gateValue {\n          minor\n        }\n        gross {\n          minor\n        }\n        share {\n          minor\n        }\n        closing {\n          minor\n        }\n      }\n    }\n  }\n": typeof types.DemoStatementsDocument,
    "\n  mutation DemoRedeem($input: RedeemTicketInput!) {\n    redeemTicket(input: $input) {\n      __typename\n      ... on RedemptionRefused {\n        reason\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n": typeof types.DemoRedeemDocument,
    "\n  query DemoCatalogue($after: String) {\n    products(first: 100, after: $after) {\n      nodes {\n        code\n        attractions {\n          code\n        }\n        options {\n          units {\n            id\n            type\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.DemoCatalogueDocument,
    "\n  query DemoAttractions {\n    attractions(first: 100) {\n      nodes {\n        code\n        name {\n          zh\n          en\n        }\n        gatePrice {\n          minor\n        }\n      }\n    }\n  }\n": typeof types.DemoAttractionsDocument,
    "\n  mutation DemoHold($input: HoldOrderInput!) {\n    holdOrder(input: $input) {\n      __typename\n      ... on HeldOrder {\n        accessKey\n        order {\n          id\n          total {\n            minor\n          }\n        }\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n": typeof types.DemoHoldDocument,
    "\n  mutation DemoPay($input: PayOrderInput!) {\n    payOrder(input: $input) {\n      __typename\n      ... on Checkout {\n        checkoutUrl\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n": typeof types.DemoPayDocument,
    "\n  mutation DemoConfirm($input: ConfirmOrderInput!) {\n    confirmOrder(input: $input) {\n      __typename\n      ... on Failure {\n        code\n      }\n    }\n  }\n": typeof types.DemoConfirmDocument,
    "\n  mutation DemoRefund($input: RefundOrderInput!) {\n    refundOrder(input: $input) {\n      __typename\n      ... on Refund {\n        amount {\n          minor\n        }\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n": typeof types.DemoRefundDocument,
    "\n  query DemoOrder($id: ID!, $accessKey: String) {\n    order(id: $id, accessKey: $accessKey) {\n      state\n      tickets {\n        code\n        token\n        validUntil\n      }\n    }\n  }\n": typeof types.DemoOrderDocument,
    "\n  query DemoRefunds($id: ID!, $accessKey: String) {\n    order(id: $id, accessKey: $accessKey) {\n      refunds {\n        state\n      }\n    }\n  }\n": typeof types.DemoRefundsDocument,
};
const documents: Documents = {
    "\n  query Storefront {\n    storefront {\n      name {\n        zh\n        en\n      }\n      accentColor\n      timeZone\n    }\n    visitorSignIn {\n      issuer\n      clientId\n    }\n  }\n": types.StorefrontDocument,
    "\n  query Catalogue($after: String) {\n    products(first: 100, after: $after) {\n      nodes {\n        code\n        kind\n        dated\n        name {\n          zh\n          en\n        }\n        summary {\n          zh\n          en\n        }\n        visits {\n          total\n          perAttraction\n          perAttractionPerDay\n        }\n        validity {\n          clock\n          starts\n          period\n          activateWithin\n        }\n        attractions {\n          city {\n            zh\n            en\n          }\n          grade\n          opens\n          closes\n          name {\n            zh\n            en\n          }\n        }\n        fromPrice {\n          minor\n          currency\n        }\n        options {\n          units {\n            id\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.CatalogueDocument,
    "\n  query Product($code: String!) {\n    product(code: $code) {\n      code\n      kind\n      dated\n      name {\n        zh\n        en\n      }\n      summary {\n        zh\n        en\n      }\n      visits {\n        total\n        perAttraction\n        perAttractionPerDay\n      }\n      validity {\n        clock\n        starts\n        period\n        activateWithin\n      }\n      attractions {\n        code\n        city {\n          zh\n          en\n        }\n        grade\n        opens\n        closes\n        name {\n          zh\n          en\n        }\n      }\n    }\n  }\n": types.ProductDocument,
    "\n  query ProductTerms($code: String!) {\n    product(code: $code) {\n      dated\n      name {\n        zh\n        en\n      }\n      visits {\n        total\n        perAttraction\n        perAttractionPerDay\n      }\n      validity {\n        clock\n        starts\n        period\n        activateWithin\n      }\n      attractions {\n        code\n      }\n    }\n  }\n": types.ProductTermsDocument,
    "\n  query Offer($code: String!, $on: LocalDate) {\n    product(code: $code) {\n      options {\n        units {\n          id\n          type\n          price(on: $on) {\n            minor\n            currency\n          }\n        }\n      }\n    }\n  }\n": types.OfferDocument,
    "\n  mutation Hold($input: HoldOrderInput!) {\n    holdOrder(input: $input) {\n      __typename\n      ... on HeldOrder {\n        accessKey\n        order {\n          id\n        }\n      }\n      ... on CapacityExhausted {\n        left\n        visitDate\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n": types.HoldDocument,
    "\n  query Availability($code: String!, $from: LocalDate!, $days: Int!) {\n    availability(productCode: $code, from: $from, days: $days) {\n      date\n      status\n    }\n  }\n": types.AvailabilityDocument,
    "\n  query MyOrders($after: String) {\n    myOrders(first: 20, after: $after) {\n      nodes {\n        id\n        number\n        state\n        createdAt\n        total {\n          minor\n          currency\n        }\n        lines {\n          line\n          quantity\n          productName {\n            zh\n            en\n          }\n        }\n        payments {\n          state\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.MyOrdersDocument,
    "\n  mutation Claim($input: ClaimOrderInput!) {\n    claimOrder(input: $input) {\n      __typename\n      ... on Failure {\n        code\n      }\n    }\n  }\n": types.ClaimDocument,
    "\n  mutation Cancel($input: CancelOrderInput!) {\n    cancelOrder(input: $input) {\n      __typename\n      ... on Failure {\n        code\n      }\n    }\n  }\n": types.CancelDocument,
    "\n  mutation Refund($input: RefundOrderInput!) {\n    refundOrder(input: $input) {\n      __typename\n      ... on Failure {\n        code\n      }\n    }\n  }\n": types.RefundDocument,
    "\n  query Order($id: ID!, $accessKey: String) {\n    order(id: $id, accessKey: $accessKey) {\n      id\n      number\n      state\n      createdAt\n      expiresAt\n      isMine\n      total {\n        minor\n        currency\n      }\n      lines {\n        line\n        productCode\n        unitType\n        quantity\n        visitDate\n        productName {\n          zh\n          en\n        }\n        total {\n          minor\n          currency\n        }\n      }\n      payments {\n        state\n      }\n      refunds {\n        id\n        state\n        settledAt\n        amount {\n          minor\n          currency\n        }\n      }\n      tickets {\n        id\n        code\n        qrText\n        state\n        unitType\n        validFrom\n        validUntil\n        visitsUsed\n        visitsTotal\n        attractions {\n          code\n          name {\n            zh\n            en\n          }\n        }\n        visited {\n          code\n          name {\n            zh\n            en\n          }\n        }\n      }\n    }\n  }\n": types.OrderDocument,
    "\n  mutation Pay($input: PayOrderInput!) {\n    payOrder(input: $input) {\n      __typename\n      ... on Checkout {\n        checkoutUrl\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n": types.PayDocument,
    "\n  mutation DemoImport($input: ImportAttractionsInput!) {\n    importAttractions(input: $input) {\n      __typename\n      ... on AttractionImport {\n        created\n        updated\n        unchanged\n        total\n      }\n      ... on ImportRejected {\n        errors {\n          row\n          column\n          code\n        }\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n": types.DemoImportDocument,
    "\n  mutation DemoDefineSplitRule($input: DefineSplitRuleInput!) {\n    defineSplitRule(input: $input) {\n      __typename\n      ... on Failure {\n        code\n      }\n    }\n  }\n": types.DemoDefineSplitRuleDocument,
    "\n  mutation DemoAssignSplitRule($input: AssignSplitRuleInput!) {\n    assignSplitRule(input: $input) {\n      __typename\n      ... on Failure {\n        code\n      }\n    }\n  }\n": types.DemoAssignSplitRuleDocument,
    "\n  mutation DemoCreateProduct($input: CreateProductInput!) {\n    createProduct(input: $input) {\n      __typename\n      ... on InvalidInput {\n        field\n        rule\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n": types.DemoCreateProductDocument,
    "\n  mutation DemoPublishProduct($input: PublishProductInput!) {\n    publishProduct(input: $input) {\n      __typename\n      ... on Failure {\n        code\n      }\n    }\n  }\n": types.DemoPublishProductDocument,
    "\n  mutation DemoCreateGates($input: CreateGatesInput!) {\n    createGates(input: $input) {\n      __typename\n      ... on Failure {\n        code\n      }\n    }\n  }\n": types.DemoCreateGatesDocument,
    "\n  mutation DemoCreatePartner($input: CreatePartnerInput!) {\n    createPartner(input: $input) {\n      __typename\n      ... on PartnerCreated {\n        clientSecret\n        partner {\n          clientId\n        }\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n": types.DemoCreatePartnerDocument,
    "\n  mutation DemoRevoke($input: RevokeTicketInput!) {\n    revokeTicket(input: $input) {\n      __typename\n      ... on Failure {\n        code\n      }\n    }\n  }\n": types.DemoRevokeDocument,
    "\n  query DemoProof {\n    ledgerProof {\n      holds\n      journals\n      postings\n      unbalancedJournals\n      mismatchedPasses\n      eventsWaiting\n      eventsParked\n      cash {\n        minor\n      }\n      pspFees {\n        minor\n      }\n      passLiability {\n        minor\n      }\n      payables {\n        minor\n      }\n      fund {\n        minor\n      }\n      refundsPayable {\n        minor\n      }\n      commission {\n        minor\n      }\n      breakage {\n        minor\n      }\n      cancellationFees {\n        minor\n      }\n      left {\n        minor\n      }\n      right {\n        minor\n      }\n    }\n  }\n": types.DemoProofDocument,
    "\n  mutation DemoCloseDay($input: CloseDayInput!) {\n    closeDay(input: $input) {\n      __typename\n      ... on ClosedPeriod {\n        period {\n          number\n        }\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n": types.DemoCloseDayDocument,
    "\n  query DemoStatements($periodNumber: Int) {\n    statements(first: 100, periodNumber: $periodNumber) {\n      nodes {\n        number\n        attractionCode\n        attractionName {\n          zh\n          en\n        }\n        visits\n        gateValue {\n          minor\n        }\n        gross {\n          minor\n        }\n        share {\n          minor\n        }\n        closing {\n          minor\n        }\n      }\n    }\n  }\n": types.DemoStatementsDocument,
    "\n  mutation DemoRedeem($input: RedeemTicketInput!) {\n    redeemTicket(input: $input) {\n      __typename\n      ... on RedemptionRefused {\n        reason\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n": types.DemoRedeemDocument,
    "\n  query DemoCatalogue($after: String) {\n    products(first: 100, after: $after) {\n      nodes {\n        code\n        attractions {\n          code\n        }\n        options {\n          units {\n            id\n            type\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.DemoCatalogueDocument,
    "\n  query DemoAttractions {\n    attractions(first: 100) {\n      nodes {\n        code\n        name {\n          zh\n          en\n        }\n        gatePrice {\n          minor\n        }\n      }\n    }\n  }\n": types.DemoAttractionsDocument,
    "\n  mutation DemoHold($input: HoldOrderInput!) {\n    holdOrder(input: $input) {\n      __typename\n      ... on HeldOrder {\n        accessKey\n        order {\n          id\n          total {\n            minor\n          }\n        }\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n": types.DemoHoldDocument,
    "\n  mutation DemoPay($input: PayOrderInput!) {\n    payOrder(input: $input) {\n      __typename\n      ... on Checkout {\n        checkoutUrl\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n": types.DemoPayDocument,
    "\n  mutation DemoConfirm($input: ConfirmOrderInput!) {\n    confirmOrder(input: $input) {\n      __typename\n      ... on Failure {\n        code\n      }\n    }\n  }\n": types.DemoConfirmDocument,
    "\n  mutation DemoRefund($input: RefundOrderInput!) {\n    refundOrder(input: $input) {\n      __typename\n      ... on Refund {\n        amount {\n          minor\n        }\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n": types.DemoRefundDocument,
    "\n  query DemoOrder($id: ID!, $accessKey: String) {\n    order(id: $id, accessKey: $accessKey) {\n      state\n      tickets {\n        code\n        token\n        validUntil\n      }\n    }\n  }\n": types.DemoOrderDocument,
    "\n  query DemoRefunds($id: ID!, $accessKey: String) {\n    order(id: $id, accessKey: $accessKey) {\n      refunds {\n        state\n      }\n    }\n  }\n": types.DemoRefundsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Storefront {\n    storefront {\n      name {\n        zh\n        en\n      }\n      accentColor\n      timeZone\n    }\n    visitorSignIn {\n      issuer\n      clientId\n    }\n  }\n"): typeof import('./graphql.js').StorefrontDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Catalogue($after: String) {\n    products(first: 100, after: $after) {\n      nodes {\n        code\n        kind\n        dated\n        name {\n          zh\n          en\n        }\n        summary {\n          zh\n          en\n        }\n        visits {\n          total\n          perAttraction\n          perAttractionPerDay\n        }\n        validity {\n          clock\n          starts\n          period\n          activateWithin\n        }\n        attractions {\n          city {\n            zh\n            en\n          }\n          grade\n          opens\n          closes\n          name {\n            zh\n            en\n          }\n        }\n        fromPrice {\n          minor\n          currency\n        }\n        options {\n          units {\n            id\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql.js').CatalogueDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Product($code: String!) {\n    product(code: $code) {\n      code\n      kind\n      dated\n      name {\n        zh\n        en\n      }\n      summary {\n        zh\n        en\n      }\n      visits {\n        total\n        perAttraction\n        perAttractionPerDay\n      }\n      validity {\n        clock\n        starts\n        period\n        activateWithin\n      }\n      attractions {\n        code\n        city {\n          zh\n          en\n        }\n        grade\n        opens\n        closes\n        name {\n          zh\n          en\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.js').ProductDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProductTerms($code: String!) {\n    product(code: $code) {\n      dated\n      name {\n        zh\n        en\n      }\n      visits {\n        total\n        perAttraction\n        perAttractionPerDay\n      }\n      validity {\n        clock\n        starts\n        period\n        activateWithin\n      }\n      attractions {\n        code\n      }\n    }\n  }\n"): typeof import('./graphql.js').ProductTermsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Offer($code: String!, $on: LocalDate) {\n    product(code: $code) {\n      options {\n        units {\n          id\n          type\n          price(on: $on) {\n            minor\n            currency\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.js').OfferDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Hold($input: HoldOrderInput!) {\n    holdOrder(input: $input) {\n      __typename\n      ... on HeldOrder {\n        accessKey\n        order {\n          id\n        }\n      }\n      ... on CapacityExhausted {\n        left\n        visitDate\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n"): typeof import('./graphql.js').HoldDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Availability($code: String!, $from: LocalDate!, $days: Int!) {\n    availability(productCode: $code, from: $from, days: $days) {\n      date\n      status\n    }\n  }\n"): typeof import('./graphql.js').AvailabilityDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MyOrders($after: String) {\n    myOrders(first: 20, after: $after) {\n      nodes {\n        id\n        number\n        state\n        createdAt\n        total {\n          minor\n          currency\n        }\n        lines {\n          line\n          quantity\n          productName {\n            zh\n            en\n          }\n        }\n        payments {\n          state\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql.js').MyOrdersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Claim($input: ClaimOrderInput!) {\n    claimOrder(input: $input) {\n      __typename\n      ... on Failure {\n        code\n      }\n    }\n  }\n"): typeof import('./graphql.js').ClaimDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Cancel($input: CancelOrderInput!) {\n    cancelOrder(input: $input) {\n      __typename\n      ... on Failure {\n        code\n      }\n    }\n  }\n"): typeof import('./graphql.js').CancelDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Refund($input: RefundOrderInput!) {\n    refundOrder(input: $input) {\n      __typename\n      ... on Failure {\n        code\n      }\n    }\n  }\n"): typeof import('./graphql.js').RefundDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Order($id: ID!, $accessKey: String) {\n    order(id: $id, accessKey: $accessKey) {\n      id\n      number\n      state\n      createdAt\n      expiresAt\n      isMine\n      total {\n        minor\n        currency\n      }\n      lines {\n        line\n        productCode\n        unitType\n        quantity\n        visitDate\n        productName {\n          zh\n          en\n        }\n        total {\n          minor\n          currency\n        }\n      }\n      payments {\n        state\n      }\n      refunds {\n        id\n        state\n        settledAt\n        amount {\n          minor\n          currency\n        }\n      }\n      tickets {\n        id\n        code\n        qrText\n        state\n        unitType\n        validFrom\n        validUntil\n        visitsUsed\n        visitsTotal\n        attractions {\n          code\n          name {\n            zh\n            en\n          }\n        }\n        visited {\n          code\n          name {\n            zh\n            en\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.js').OrderDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Pay($input: PayOrderInput!) {\n    payOrder(input: $input) {\n      __typename\n      ... on Checkout {\n        checkoutUrl\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n"): typeof import('./graphql.js').PayDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DemoImport($input: ImportAttractionsInput!) {\n    importAttractions(input: $input) {\n      __typename\n      ... on AttractionImport {\n        created\n        updated\n        unchanged\n        total\n      }\n      ... on ImportRejected {\n        errors {\n          row\n          column\n          code\n        }\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n"): typeof import('./graphql.js').DemoImportDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DemoDefineSplitRule($input: DefineSplitRuleInput!) {\n    defineSplitRule(input: $input) {\n      __typename\n      ... on Failure {\n        code\n      }\n    }\n  }\n"): typeof import('./graphql.js').DemoDefineSplitRuleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DemoAssignSplitRule($input: AssignSplitRuleInput!) {\n    assignSplitRule(input: $input) {\n      __typename\n      ... on Failure {\n        code\n      }\n    }\n  }\n"): typeof import('./graphql.js').DemoAssignSplitRuleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DemoCreateProduct($input: CreateProductInput!) {\n    createProduct(input: $input) {\n      __typename\n      ... on InvalidInput {\n        field\n        rule\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n"): typeof import('./graphql.js').DemoCreateProductDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DemoPublishProduct($input: PublishProductInput!) {\n    publishProduct(input: $input) {\n      __typename\n      ... on Failure {\n        code\n      }\n    }\n  }\n"): typeof import('./graphql.js').DemoPublishProductDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DemoCreateGates($input: CreateGatesInput!) {\n    createGates(input: $input) {\n      __typename\n      ... on Failure {\n        code\n      }\n    }\n  }\n"): typeof import('./graphql.js').DemoCreateGatesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DemoCreatePartner($input: CreatePartnerInput!) {\n    createPartner(input: $input) {\n      __typename\n      ... on PartnerCreated {\n        clientSecret\n        partner {\n          clientId\n        }\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n"): typeof import('./graphql.js').DemoCreatePartnerDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DemoRevoke($input: RevokeTicketInput!) {\n    revokeTicket(input: $input) {\n      __typename\n      ... on Failure {\n        code\n      }\n    }\n  }\n"): typeof import('./graphql.js').DemoRevokeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DemoProof {\n    ledgerProof {\n      holds\n      journals\n      postings\n      unbalancedJournals\n      mismatchedPasses\n      eventsWaiting\n      eventsParked\n      cash {\n        minor\n      }\n      pspFees {\n        minor\n      }\n      passLiability {\n        minor\n      }\n      payables {\n        minor\n      }\n      fund {\n        minor\n      }\n      refundsPayable {\n        minor\n      }\n      commission {\n        minor\n      }\n      breakage {\n        minor\n      }\n      cancellationFees {\n        minor\n      }\n      left {\n        minor\n      }\n      right {\n        minor\n      }\n    }\n  }\n"): typeof import('./graphql.js').DemoProofDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DemoCloseDay($input: CloseDayInput!) {\n    closeDay(input: $input) {\n      __typename\n      ... on ClosedPeriod {\n        period {\n          number\n        }\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n"): typeof import('./graphql.js').DemoCloseDayDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DemoStatements($periodNumber: Int) {\n    statements(first: 100, periodNumber: $periodNumber) {\n      nodes {\n        number\n        attractionCode\n        attractionName {\n          zh\n          en\n        }\n        visits\n        gateValue {\n          minor\n        }\n        gross {\n          minor\n        }\n        share {\n          minor\n        }\n        closing {\n          minor\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.js').DemoStatementsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DemoRedeem($input: RedeemTicketInput!) {\n    redeemTicket(input: $input) {\n      __typename\n      ... on RedemptionRefused {\n        reason\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n"): typeof import('./graphql.js').DemoRedeemDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DemoCatalogue($after: String) {\n    products(first: 100, after: $after) {\n      nodes {\n        code\n        attractions {\n          code\n        }\n        options {\n          units {\n            id\n            type\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql.js').DemoCatalogueDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DemoAttractions {\n    attractions(first: 100) {\n      nodes {\n        code\n        name {\n          zh\n          en\n        }\n        gatePrice {\n          minor\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.js').DemoAttractionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DemoHold($input: HoldOrderInput!) {\n    holdOrder(input: $input) {\n      __typename\n      ... on HeldOrder {\n        accessKey\n        order {\n          id\n          total {\n            minor\n          }\n        }\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n"): typeof import('./graphql.js').DemoHoldDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DemoPay($input: PayOrderInput!) {\n    payOrder(input: $input) {\n      __typename\n      ... on Checkout {\n        checkoutUrl\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n"): typeof import('./graphql.js').DemoPayDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DemoConfirm($input: ConfirmOrderInput!) {\n    confirmOrder(input: $input) {\n      __typename\n      ... on Failure {\n        code\n      }\n    }\n  }\n"): typeof import('./graphql.js').DemoConfirmDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DemoRefund($input: RefundOrderInput!) {\n    refundOrder(input: $input) {\n      __typename\n      ... on Refund {\n        amount {\n          minor\n        }\n      }\n      ... on Failure {\n        code\n      }\n    }\n  }\n"): typeof import('./graphql.js').DemoRefundDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DemoOrder($id: ID!, $accessKey: String) {\n    order(id: $id, accessKey: $accessKey) {\n      state\n      tickets {\n        code\n        token\n        validUntil\n      }\n    }\n  }\n"): typeof import('./graphql.js').DemoOrderDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DemoRefunds($id: ID!, $accessKey: String) {\n    order(id: $id, accessKey: $accessKey) {\n      refunds {\n        state\n      }\n    }\n  }\n"): typeof import('./graphql.js').DemoRefundsDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
