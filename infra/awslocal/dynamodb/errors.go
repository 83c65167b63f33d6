package dynamodb

import "assistive-referrals/infra/awslocal/wire"

// invalid is AWS's refusal of a request that is wrong in itself.
func invalid(format string, arguments ...any) error {
	return wire.Refuse("ValidationException", format, arguments...)
}

// constraint is the form in which AWS says that a member breaks its model.
func constraint(got, member, rule string) error {
	return invalid("1 validation error detected: Value %s at '%s' failed to satisfy constraint: %s", got, member, rule)
}

// missing is the refusal of a request without a required member.
func missing(member string) error {
	return constraint("null", member, "Member must not be null")
}

func notFound() error {
	return wire.Refuse("ResourceNotFoundException", "Requested resource not found")
}

// conditionFailed is the refusal of a write whose condition does not hold. The
// item is told only if there is one and the request asked for it.
func conditionFailed(existing *document, asked string) error {
	refusal := wire.Refuse("ConditionalCheckFailedException", "The conditional request failed")
	if existing != nil && asked == allOld {
		refusal.Members = map[string]any{"Item": existing}
	}
	return refusal
}
