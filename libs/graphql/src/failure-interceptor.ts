import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { DomainFailure } from '@lianpiao/kernel';
import { GqlExecutionContext } from '@nestjs/graphql';
import { getNamedType, isUnionType, type GraphQLResolveInfo } from 'graphql';
import { catchError, of, throwError, type Observable } from 'rxjs';

/**
 * Turns a thrown failure that the mutation's result union declares into its answer; anything else stays an error. The answer is
 * a plain copy, since GraphQL takes a returned Error for a thrown one.
 */
export class FailureInterceptor implements NestInterceptor {
  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (execution.getType<'graphql' | 'http'>() !== 'graphql') return next.handle();
    return next.handle().pipe(
      catchError((error: unknown) => {
        const info = GqlExecutionContext.create(execution).getInfo<GraphQLResolveInfo>();
        return declares(info, error)
          ? of(Object.assign({}, error, { __typename: error.constructor.name }))
          : throwError(() => error);
      }),
    );
  }
}

function declares(info: GraphQLResolveInfo, error: unknown): error is DomainFailure {
  const type = getNamedType(info.returnType);
  if (!(error instanceof DomainFailure) || !isUnionType(type)) return false;
  return type.getTypes().some((member) => member.name === error.constructor.name);
}
