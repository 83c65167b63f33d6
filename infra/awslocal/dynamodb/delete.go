package dynamodb

type deleteItemInput struct {
	writeInput
	Key attributes
}

func (s *Service) deleteItem(in *deleteItemInput) (any, error) {
	c, err := s.newDelete(&in.writeInput, in.Key)
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

func (s *Service) newDelete(in *writeInput, key attributes) (*change, error) {
	if key == nil && in.TableName != nil {
		return nil, missing("key")
	}
	if err := in.check(returnNone, allOld); err != nil {
		return nil, err
	}
	c, err := s.newChange(in)
	if err != nil {
		return nil, err
	}
	c.key, c.deletes = key, true
	return c, c.scope.finish()
}
