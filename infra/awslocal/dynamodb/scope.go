package dynamodb

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// scope is what the expressions of one request share: its placeholders, which
// of them were used, and every document path that was met.
type scope struct {
	names  map[string]string
	values placeholders

	usedNames  map[string]bool
	usedValues map[string]bool
	paths      []path
}

// expressionInput is the part of a request that defines placeholders.
type expressionInput struct {
	ExpressionAttributeNames  map[string]string
	ExpressionAttributeValues placeholders
}

// scope checks the definitions. The expressions are those of the request that
// were given; valueExpressions names the members that could use a value.
func (in expressionInput) scope(given bool, valuesGiven bool, valueMembers ...string) (*scope, error) {
	if in.ExpressionAttributeNames != nil {
		if !given {
			return nil, invalid("ExpressionAttributeNames can only be specified when using expressions")
		}
		if len(in.ExpressionAttributeNames) == 0 {
			return nil, invalid("ExpressionAttributeNames must not be empty")
		}
	}
	if in.ExpressionAttributeValues != nil {
		if !valuesGiven {
			verb := "is"
			if len(valueMembers) > 1 {
				verb = "are"
			}
			return nil, invalid("ExpressionAttributeValues can only be specified when using expressions: %s %s null",
				strings.Join(valueMembers, " and "), verb)
		}
		if len(in.ExpressionAttributeValues) == 0 {
			return nil, invalid("ExpressionAttributeValues must not be empty")
		}
	}
	for key := range in.ExpressionAttributeNames {
		if !isPlaceholder(key, '#') {
			return nil, invalid("ExpressionAttributeNames contains invalid key: Syntax error; key: \"%s\"", key)
		}
	}
	for key := range in.ExpressionAttributeValues {
		if !isPlaceholder(key, ':') {
			return nil, invalid("ExpressionAttributeValues contains invalid key: Syntax error; key: \"%s\"", key)
		}
	}
	return &scope{
		names: in.ExpressionAttributeNames, values: in.ExpressionAttributeValues,
		usedNames: map[string]bool{}, usedValues: map[string]bool{},
	}, nil
}

func isPlaceholder(key string, mark byte) bool {
	return len(key) > 1 && key[0] == mark && run(key, 1, isNamePart) == len(key)
}

// name resolves #placeholder.
func (s *scope) name(placeholder string) (string, error) {
	name, found := s.names[placeholder]
	if !found {
		return "", fmt.Errorf("An expression attribute name used in the document path is not defined; attribute name: %s", placeholder)
	}
	s.usedNames[placeholder] = true
	return name, nil
}

// value resolves :placeholder.
func (s *scope) value(placeholder string) (value, error) {
	v, found := s.values[placeholder]
	if !found {
		return v, fmt.Errorf("An expression attribute value used in expression is not defined; attribute value: %s", placeholder)
	}
	s.usedValues[placeholder] = true
	return v, nil
}

// finish refuses placeholders that no expression used.
func (s *scope) finish() error {
	if len(s.usedNames) < len(s.names) {
		return unused("ExpressionAttributeNames", slices.Sorted(maps.Keys(s.names)), s.usedNames)
	}
	if len(s.usedValues) < len(s.values) {
		return unused("ExpressionAttributeValues", slices.Sorted(maps.Keys(s.values)), s.usedValues)
	}
	return nil
}

func unused(member string, keys []string, used map[string]bool) error {
	keys = slices.DeleteFunc(keys, func(key string) bool { return used[key] })
	return invalid("Value provided in %s unused in expressions: keys: {%s}", member, strings.Join(keys, ", "))
}

// checkScalarKeys refuses a path that goes into a key attribute.
func (s *scope) checkScalarKeys(t *table) error {
	for _, p := range s.paths {
		if len(p) == 1 {
			continue
		}
		what := ""
		switch head := p[0].name; {
		case t.key.has(head):
			what = "Key"
		case slices.ContainsFunc(t.indexes, func(ix *index) bool { return ix.key.has(head) }):
			what = "IndexKey"
		default:
			continue
		}
		return invalid("Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: %s: %s", what, p[0].name)
	}
	return nil
}
