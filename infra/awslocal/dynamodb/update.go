package dynamodb

type updateItemInput struct {
	writeInput
	Key              attributes
	UpdateExpression *string
}

func (s *Service) updateItem(in *updateItemInput) (any, error) {
	c, err := s.newUpdate(&in.writeInput, in.Key, in.UpdateExpression)
	if err != nil {
		return nil, err
	}
	w, err := c.plan()
	if err != nil {
		return nil, err
	}
	return s.answer(&in.writeInput, w, c.returned(in.ReturnValues, w)), nil
}

func (s *Service) newUpdate(in *writeInput, key attributes, expression *string) (*change, error) {
	if in.TableName == nil {
		return nil, missing("tableName")
	}
	if key == nil {
		return nil, missing("key")
	}
	if err := in.check(returnNone, allOld, updatedOld, allNew, updatedNew); err != nil {
		return nil, err
	}
	given := in.ConditionExpression != nil || expression != nil
	names, err := in.scope(given, given, "UpdateExpression", "ConditionExpression")
	if err != nil {
		return nil, err
	}
	c := &change{onFailure: in.ReturnValuesOnConditionCheckFailure, scope: names, key: key, updates: true}
	if expression != nil {
		if c.update, err = parse(names, "UpdateExpression", *expression, updateExpression); err != nil {
			return nil, err
		}
	}
	if err := c.parseCondition(in.ConditionExpression); err != nil {
		return nil, err
	}
	if err := names.finish(); err != nil {
		return nil, err
	}
	c.table, err = s.table(in.TableName)
	return c, err
}

// returned is what an update answers: all of the item, or what was updated, as
// it was before or as it is now.
func (c *change) returned(asked string, w write) *document {
	from := w.now
	if asked == allOld || asked == updatedOld {
		from = w.before
	}
	switch {
	case asked == "" || asked == returnNone || from == nil:
		return nil
	case asked == allOld || asked == allNew:
		return from
	}
	paths := make([]path, len(c.update))
	for i, a := range c.update {
		paths[i] = a.path
	}
	if part := project(from.attributes, paths); len(part) > 0 {
		return newDocument(part)
	}
	return nil
}
