package dynamodb

type putItemInput struct {
	writeInput
	Item attributes
}

func (s *Service) putItem(in *putItemInput) (any, error) {
	c, err := s.newPut(&in.writeInput, in.Item)
	if err != nil {
		return nil, err
	}
	w, err := c.plan()
	if err != nil {
		return nil, err
	}
	var old *document
	if in.ReturnValues == allOld {
		old = w.before
	}
	return s.answer(&in.writeInput, w, old), nil
}

func (s *Service) newPut(in *writeInput, item attributes) (*change, error) {
	if item == nil && in.TableName != nil {
		return nil, missing("item")
	}
	if err := in.check(returnNone, allOld); err != nil {
		return nil, err
	}
	c, err := s.newChange(in)
	if err != nil {
		return nil, err
	}
	c.put = item
	return c, c.scope.finish()
}

// newChange reads what every write has: its table, placeholders and condition.
func (s *Service) newChange(in *writeInput) (*change, error) {
	if in.TableName == nil {
		return nil, missing("tableName")
	}
	given := in.ConditionExpression != nil
	names, err := in.scope(given, given, "ConditionExpression")
	if err != nil {
		return nil, err
	}
	c := &change{onFailure: in.ReturnValuesOnConditionCheckFailure, scope: names}
	if err := c.parseCondition(in.ConditionExpression); err != nil {
		return nil, err
	}
	c.table, err = s.table(in.TableName)
	return c, err
}
