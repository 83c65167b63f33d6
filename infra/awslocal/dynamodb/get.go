package dynamodb

// readInput is how an item is looked up and what of it is returned.
type readInput struct {
	TableName                *string
	Key                      attributes
	ProjectionExpression     *string
	ExpressionAttributeNames map[string]string
}

type getItemInput struct {
	readInput
	ConsistentRead         bool
	ReturnConsumedCapacity string
}

type getAnswer struct {
	Item             *document `json:",omitempty"`
	ConsumedCapacity *consumed `json:",omitempty"`
}

func (s *Service) getItem(in *getItemInput) (any, error) {
	if err := checkReturnConsumedCapacity(in.ReturnConsumedCapacity); err != nil {
		return nil, err
	}
	l, err := s.newLookup(in.readInput)
	if err != nil {
		return nil, err
	}
	if err := l.check(); err != nil {
		return nil, err
	}
	item, size := l.read()
	b := bill{asked: in.ReturnConsumedCapacity}
	b.table(*in.TableName, readUnits(size, in.ConsistentRead))
	return &getAnswer{Item: item, ConsumedCapacity: b.one()}, nil
}

// lookup is a read of one item.
type lookup struct {
	table *table
	key   attributes
	paths []path // nil for the whole item
	scope *scope
}

func (s *Service) newLookup(in readInput) (*lookup, error) {
	if in.TableName == nil {
		return nil, missing("tableName")
	}
	if in.Key == nil {
		return nil, missing("key")
	}
	paths, names, err := parseProjection(in.ProjectionExpression, in.ExpressionAttributeNames)
	if err != nil {
		return nil, err
	}
	t, err := s.table(in.TableName)
	return &lookup{table: t, key: in.Key, paths: paths, scope: names}, err
}

// parseProjection reads a ProjectionExpression that stands alone.
func parseProjection(expression *string, placeholders map[string]string) ([]path, *scope, error) {
	names, err := expressionInput{ExpressionAttributeNames: placeholders}.scope(expression != nil, false)
	if err != nil || expression == nil {
		return nil, names, err
	}
	paths, err := parse(names, "ProjectionExpression", *expression, projection)
	if err != nil {
		return nil, nil, err
	}
	return paths, names, names.finish()
}

// check refuses what does not fit the table's schema.
func (l *lookup) check() error {
	if err := l.table.key.checkKey(l.key); err != nil {
		return err
	}
	return l.scope.checkScalarKeys(l.table)
}

// read returns what was asked for of the item, and the item's whole size, which
// is what is billed. No item is nil and 0.
func (l *lookup) read() (*document, int) {
	place, _ := l.table.key.encode(l.key)
	item, _ := l.table.items.Get(place)
	if item == nil {
		return nil, 0
	}
	if l.paths == nil {
		return item, item.size
	}
	return newDocument(project(item.attributes, l.paths)), item.size
}
