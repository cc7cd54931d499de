import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { assertPersonalDeclared, maskPersonal, reachableOnly } from '@lianpiao/graphql';
import { ApolloArmor } from '@escape.tech/graphql-armor';
import { InMemoryLRUCache } from '@apollo/utils.keyvaluecache';
import type { DynamicModule, Type } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';

import type { Runtime } from '../runtime.js';
import { formatError } from './format-error.js';
import { JitPlugin } from './jit-plugin.js';
import { PageCostPlugin } from './page-cost-plugin.js';

const MOST_TOKENS = 2_000;

/** What one request may ask for; over it, the request is refused before it runs. */
export const LIMITS = {
  maxDepth: { n: 10 },
  maxAliases: { n: 15 },
  maxDirectives: { n: 20 },
  // The parser counts: the armour's own way answers a syntax error as a fault of ours.
  maxTokens: { enabled: false },
  costLimit: { maxCost: 20_000, objectCost: 2, scalarCost: 1, depthCostFactor: 1.5, ignoreIntrospection: true },
} as const;

/** The GraphQL door: code first, persisted queries, compiled execution, limits, masked errors. */
export function graphqlModule(runtime: Runtime, include: readonly Type[]): DynamicModule {
  const open = runtime.config.server.NODE_ENV !== 'production';
  const armor = new ApolloArmor({ ...LIMITS, blockFieldSuggestion: { enabled: !open } }).protect();
  return GraphQLModule.forRoot<ApolloDriverConfig>({
    driver: ApolloDriver,
    path: '/graphql',
    // The operators' door and the tenants' never share a schema.
    include: [...include],
    transformSchema: served,
    autoSchemaFile: true,
    sortSchema: true,
    // Otherwise a policy on a resolved field would be decoration.
    fieldResolverEnhancers: ['guards'],
    playground: false,
    introspection: open,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxLexicalTokens: MOST_TOKENS },
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: { cache: new InMemoryLRUCache({ maxSize: 8 * 1024 * 1024 }), ttl: 86_400 },
    validationRules: armor.validationRules,
    // Armor's declarations come from Apollo's CommonJS twin: the same plugin under another name.
    plugins: [
      ...(armor.plugins as unknown as ApolloServerPlugin[]),
      new PageCostPlugin(armor.validationRules),
      new JitPlugin(runtime.logger),
    ],
    formatError,
    context: (request: FastifyRequest) => ({ requestContext: request.requestContext }),
  });
}

/** What a door leads to, with its masks on. @throws Error when a field that seems personal has none */
function served(schema: GraphQLSchema): GraphQLSchema {
  const reachable = reachableOnly(schema);
  assertPersonalDeclared(reachable);
  return maskPersonal(reachable);
}
