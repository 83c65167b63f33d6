package awslocal

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"assistive-referrals/infra/awslocal/wire"
)

// invocationPath recognises Lambda's Invoke and returns the function's name.
func invocationPath(r request) (string, bool) {
	rest, ok := strings.CutPrefix(r.path, "/2015-03-31/functions/")
	if !ok || r.method != "POST" {
		return "", false
	}
	name, ok := strings.CutSuffix(rest, "/invocations")
	if !ok {
		return "", false
	}
	if plain, err := url.PathUnescape(name); err == nil {
		name = plain
	}
	return name, true
}

// answerInvocation answers Lambda's Invoke.
func (c *Cloud) answerInvocation(ctx context.Context, r request, name string) response {
	switch kind := r.header.Get("X-Amz-Invocation-Type"); kind {
	case "", "RequestResponse":
		result, failed, err := c.invoke(ctx, r.caller, name, r.body)
		if err != nil {
			var refused *wire.Error
			if !errors.As(err, &refused) {
				refused = &wire.Error{Status: 500, Code: "ServiceException", Message: err.Error()}
			}
			return failure("", refused)
		}
		if failed != nil {
			result = failed.Payload
		}
		answer := finish("", 200, result)
		answer.header.Set("X-Amz-Executed-Version", "$LATEST")
		if failed != nil {
			answer.header.Set("X-Amz-Function-Error", "Unhandled")
		}
		return answer
	case "Event":
		if err := c.invokeLater(name, r.body); err != nil {
			var refused *wire.Error
			if !errors.As(err, &refused) {
				refused = &wire.Error{Status: 500, Code: "ServiceException", Message: err.Error()}
			}
			return failure("", refused)
		}
		return finish("", 202, nil)
	default:
		return failure("", wire.NotEmulated("Lambda", "Invoke.InvocationType."+kind))
	}
}
