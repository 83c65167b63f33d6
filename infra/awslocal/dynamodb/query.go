package dynamodb

import "assistive-referrals/infra/awslocal/wire"

type queryInput struct {
	pageInput
	KeyConditionExpression *string
	ScanIndexForward       *bool
}

func (s *Service) query(in *queryInput) (any, error) {
	if in.TableName == nil {
		return nil, missing("tableName")
	}
	names, err := in.scope(in.FilterExpression != nil || in.ProjectionExpression != nil || in.KeyConditionExpression != nil,
		in.FilterExpression != nil || in.KeyConditionExpression != nil, "FilterExpression", "KeyConditionExpression")
	if err != nil {
		return nil, err
	}
	if in.KeyConditionExpression == nil {
		return nil, invalid("Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.")
	}
	parsed, err := parse(names, "KeyConditionExpression", *in.KeyConditionExpression, conditionExpression)
	if err != nil {
		return nil, err
	}
	conditions, err := keyConditions(parsed)
	if err != nil {
		return nil, err
	}
	p, err := in.pageInput.parse(names)
	if err != nil {
		return nil, err
	}
	if err := p.open(s); err != nil {
		return nil, err
	}
	within, err := p.key.keyRange(conditions)
	if err != nil {
		return nil, err
	}
	if err := p.checkFilter(); err != nil {
		return nil, err
	}
	if err := p.checkStart(within); err != nil {
		return nil, err
	}
	p.low, p.high = within.low, within.high
	p.backwards = in.ScanIndexForward != nil && !*in.ScanIndexForward
	if err := p.resume(); err != nil {
		return nil, err
	}
	return p.read(s), nil
}

// checkFilter refuses a filter on a key attribute of what is queried: that
// belongs in the key condition.
func (p *page) checkFilter() error {
	for _, mentioned := range p.filtered {
		if name := mentioned[0].name; p.key.has(name) {
			return invalid("Filter Expression can only contain non-primary key attributes: Primary key attribute: %s", name)
		}
	}
	return nil
}

// checkStart refuses a starting key that the query could not have ended at.
func (p *page) checkStart(within keyRange) error {
	start := p.in.ExclusiveStartKey
	if start == nil {
		return nil
	}
	if _, err := p.start(); err != nil {
		return err
	}
	if within.sort != nil && !within.sort.meets(start[p.key.sort.name]) {
		return invalid("The provided starting key does not match the range key predicate")
	}
	if !equal(start[p.key.partition.name], within.partition) {
		return invalid("The provided starting key is outside query boundaries based on provided conditions")
	}
	return nil
}

type scanInput struct {
	pageInput
}

// scan reads a table or index in the order of its hashes. The application never
// scans; this is for people who look inside.
func (s *Service) scan(in *scanInput) (any, error) {
	if in.TableName == nil {
		return nil, missing("tableName")
	}
	names, err := in.scope(in.FilterExpression != nil || in.ProjectionExpression != nil, in.FilterExpression != nil, "FilterExpression")
	if err != nil {
		return nil, err
	}
	p, err := in.pageInput.parse(names)
	if err != nil {
		return nil, err
	}
	if err := p.open(s); err != nil {
		return nil, err
	}
	if err := p.resume(); err != nil {
		return nil, err
	}
	return p.read(s), nil
}

// message is what a refusal says, without its code.
func message(err error) string {
	if refusal, ok := err.(*wire.Error); ok {
		return refusal.Message
	}
	return err.Error()
}
