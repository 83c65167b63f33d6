package dynamodb

import (
	"maps"
	"slices"
)

// Limits of keys and items ("Quotas").
const (
	maxPartitionKeyBytes = 2048
	maxSortKeyBytes      = 1024
	maxItemBytes         = 400 * 1024
)

// attribute is a key attribute and its type.
type attribute struct {
	name string
	kind kind
}

// keySchema is the key of a table or of an index.
type keySchema struct {
	partition attribute
	sort      *attribute // nil where there is only a partition key
}

func (k keySchema) attributes() []attribute {
	if k.sort == nil {
		return []attribute{k.partition}
	}
	return []attribute{k.partition, *k.sort}
}

func (k keySchema) has(name string) bool {
	return k.partition.name == name || k.sort != nil && k.sort.name == name
}

// of returns the key part of an item.
func (k keySchema) of(item attributes) attributes {
	key := make(attributes, 2)
	for _, a := range k.attributes() {
		key[a.name] = item[a.name]
	}
	return key
}

// encode is the key of an item as an ordered byte string. With the hash in
// front it is where the item is stored; without, it settles ties in an index.
func (k keySchema) encode(item attributes) (full string, plain string) {
	encoded := partitionPrefix(item[k.partition.name])
	if k.sort != nil {
		encoded = appendKey(encoded, item[k.sort.name])
	}
	full = string(encoded)
	return full, full[8:]
}

// checkKey refuses what cannot be the key of an item: a wrong set of names, a
// wrong type, an empty or an overlong value.
func (k keySchema) checkKey(key attributes) error {
	parts := k.attributes()
	if len(key) != len(parts) {
		return invalid("The provided key element does not match the schema")
	}
	for _, a := range parts {
		v, found := key[a.name]
		if !found || v.kind != a.kind {
			return invalid("The provided key element does not match the schema")
		}
		if err := k.checkPart(a, v); err != nil {
			return err
		}
	}
	return nil
}

func (k keySchema) checkPart(a attribute, v value) error {
	switch {
	case v.kind == kindN:
		return nil
	case v.text == "":
		return invalid("One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty %s value. Key: %s",
			emptyNames[v.kind], a.name)
	case a == k.partition && len(v.text) > maxPartitionKeyBytes:
		return invalid("One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes")
	case a != k.partition && len(v.text) > maxSortKeyBytes:
		return invalid("One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes")
	}
	return nil
}

var emptyNames = map[kind]string{kindS: "string", kindB: "binary"}

// checkItem refuses an item that cannot be stored in the table.
func (t *table) checkItem(item attributes) error {
	for _, a := range t.key.attributes() {
		v, found := item[a.name]
		if !found {
			return invalid("One or more parameter values were invalid: Missing the key %s in the item", a.name)
		}
		if v.kind != a.kind {
			return invalid("One or more parameter values were invalid: Type mismatch for key %s expected: %s actual: %s", a.name, a.kind, v.kind)
		}
		if err := t.key.checkPart(a, v); err != nil {
			return err
		}
	}
	return t.checkIndexKeys(item, func(ix *index, a attribute, v value) error {
		return invalid("One or more parameter values were invalid: Type mismatch for Index Key %s Expected: %s Actual: %s IndexName: %s",
			a.name, a.kind, v.kind, ix.name)
	})
}

// checkIndexKeys refuses an item with an index key attribute that the index
// cannot hold. An item without it is well: it is not in the index.
func (t *table) checkIndexKeys(item attributes, mismatch func(*index, attribute, value) error) error {
	for _, ix := range t.indexes {
		for _, a := range ix.parts {
			v, found := item[a.name]
			if !found {
				continue
			}
			if v.kind != a.kind {
				return mismatch(ix, a, v)
			}
			if v.kind != kindN && v.text == "" {
				return invalid("One or more parameter values are not valid. A value specified for a secondary index key is not supported. "+
					"The AttributeValue for a key attribute cannot contain an empty %s value. IndexName: %s, IndexKey: %s", emptyNames[v.kind], ix.name, a.name)
			}
			if err := ix.key.checkPart(a, v); err != nil {
				return err
			}
		}
	}
	return nil
}

// keyNames are the attributes of a LastEvaluatedKey: the key of the index and
// that of the table.
func (t *table) keyNames(ix *index) []string {
	names := map[string]bool{}
	for _, a := range t.key.attributes() {
		names[a.name] = true
	}
	if ix != nil {
		for _, a := range ix.parts {
			names[a.name] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}
