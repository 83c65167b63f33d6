package dynamodb

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"assistive-referrals/infra/awslocal/wire"
)

type (
	attributeDefinition struct{ AttributeName, AttributeType string }
	keySchemaElement    struct{ AttributeName, KeyType string }
	throughput          struct{ ReadCapacityUnits, WriteCapacityUnits int64 }

	projectionDefinition struct {
		ProjectionType   string   `json:",omitempty"`
		NonKeyAttributes []string `json:",omitempty"`
	}
	indexDefinition struct {
		IndexName             string
		KeySchema             []keySchemaElement
		Projection            *projectionDefinition
		ProvisionedThroughput *throughput `json:",omitempty"`
	}
	streamSpecification struct {
		StreamEnabled  bool
		StreamViewType string `json:",omitempty"`
	}

	createTableInput struct {
		TableName                 *string
		AttributeDefinitions      []attributeDefinition
		KeySchema                 []keySchemaElement
		BillingMode               string               `json:",omitempty"`
		ProvisionedThroughput     *throughput          `json:",omitempty"`
		GlobalSecondaryIndexes    []indexDefinition    `json:",omitempty"`
		StreamSpecification       *streamSpecification `json:",omitempty"`
		DeletionProtectionEnabled bool                 `json:",omitempty"`
	}

	// definition is what is kept of a table beside its items.
	definition struct {
		TableName                 string
		TableId                   string
		CreatedAt                 time.Time
		AttributeDefinitions      []attributeDefinition
		KeySchema                 []keySchemaElement
		BillingMode               string
		ProvisionedThroughput     *throughput          `json:",omitempty"`
		GlobalSecondaryIndexes    []indexDefinition    `json:",omitempty"`
		StreamSpecification       *streamSpecification `json:",omitempty"`
		DeletionProtectionEnabled bool                 `json:",omitempty"`
		TTLAttribute              string               `json:",omitempty"`
	}
)

var (
	tableNamePattern = regexp.MustCompile(`^[a-zA-Z0-9_.-]+$`)
	viewTypes        = []string{"KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"}
)

func checkTableName(name string) error {
	if len(name) < 3 || len(name) > 255 {
		return invalid("TableName must be at least 3 characters long and at most 255 characters long")
	}
	if !tableNamePattern.MatchString(name) {
		return constraint("'"+name+"'", "tableName", "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+")
	}
	return nil
}

// definition checks the request and returns what it defines.
func (in *createTableInput) definition() (definition, error) {
	none := definition{}
	switch {
	case in.TableName == nil:
		return none, missing("tableName")
	case in.AttributeDefinitions == nil:
		return none, missing("attributeDefinitions")
	case in.KeySchema == nil:
		return none, missing("keySchema")
	}
	if err := checkTableName(*in.TableName); err != nil {
		return none, err
	}
	d := definition{
		TableName: *in.TableName, AttributeDefinitions: in.AttributeDefinitions, KeySchema: in.KeySchema,
		BillingMode: in.BillingMode, ProvisionedThroughput: in.ProvisionedThroughput,
		GlobalSecondaryIndexes: in.GlobalSecondaryIndexes, DeletionProtectionEnabled: in.DeletionProtectionEnabled,
	}
	if stream := in.StreamSpecification; stream != nil {
		if stream.StreamEnabled != slices.Contains(viewTypes, stream.StreamViewType) {
			return none, invalid("One or more parameter values were invalid: StreamViewType must be one of [%s] exactly when StreamEnabled is true", strings.Join(viewTypes, ", "))
		}
		if stream.StreamEnabled {
			d.StreamSpecification = stream
		}
	}
	for _, check := range []func(*definition) error{checkBilling, checkAttributes, checkIndexes, checkAllUsed} {
		if err := check(&d); err != nil {
			return none, err
		}
	}
	return d, nil
}

func checkBilling(d *definition) error {
	switch d.BillingMode {
	case "":
		d.BillingMode = "PROVISIONED"
	case "PROVISIONED", "PAY_PER_REQUEST":
	default:
		return constraint("'"+d.BillingMode+"'", "billingMode", "Member must satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]")
	}
	onDemand := d.BillingMode == "PAY_PER_REQUEST"
	if onDemand && d.ProvisionedThroughput != nil {
		return invalid("One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST")
	}
	if !onDemand && d.ProvisionedThroughput == nil {
		return invalid("One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED")
	}
	for _, ix := range d.GlobalSecondaryIndexes {
		if onDemand && ix.ProvisionedThroughput != nil {
			return invalid("One or more parameter values were invalid: ProvisionedThroughput should not be specified for index: %s when BillingMode is PAY_PER_REQUEST", ix.IndexName)
		}
		if !onDemand && ix.ProvisionedThroughput == nil {
			return invalid("One or more parameter values were invalid: ProvisionedThroughput must be specified for index: %s", ix.IndexName)
		}
	}
	return nil
}

func checkAttributes(d *definition) error {
	for i, a := range d.AttributeDefinitions {
		if k := kindNamed(a.AttributeType); !k.ordered() {
			return constraint("'"+a.AttributeType+"'", "attributeDefinitions.member.attributeType", "Member must satisfy enum value set: [B, N, S]")
		}
		if slices.ContainsFunc(d.AttributeDefinitions[:i], func(b attributeDefinition) bool { return a.AttributeName == b.AttributeName }) {
			return invalid("One or more parameter values were invalid: Duplicate AttributeName in AttributeDefinitions: %s", a.AttributeName)
		}
	}
	_, err := d.schema(d.KeySchema)
	return err
}

func checkIndexes(d *definition) error {
	if d.GlobalSecondaryIndexes != nil && len(d.GlobalSecondaryIndexes) == 0 {
		return invalid("One or more parameter values were invalid: List of GlobalSecondaryIndexes is empty")
	}
	if len(d.GlobalSecondaryIndexes) > 20 {
		return invalid("One or more parameter values were invalid: GlobalSecondaryIndex count exceeds the per-table limit of 20")
	}
	seen := map[string]bool{}
	for _, ix := range d.GlobalSecondaryIndexes {
		if len(ix.IndexName) < 3 || len(ix.IndexName) > 255 || !tableNamePattern.MatchString(ix.IndexName) {
			return constraint("'"+ix.IndexName+"'", "globalSecondaryIndexes.member.indexName", "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+")
		}
		if seen[ix.IndexName] {
			return invalid("One or more parameter values were invalid: Duplicate index name: %s", ix.IndexName)
		}
		seen[ix.IndexName] = true
		if _, err := d.schema(ix.KeySchema); err != nil {
			return err
		}
		if err := checkProjection(ix.Projection); err != nil {
			return err
		}
	}
	return nil
}

func checkProjection(p *projectionDefinition) error {
	if p == nil {
		return missing("globalSecondaryIndexes.member.projection")
	}
	switch p.ProjectionType {
	case "INCLUDE":
		if len(p.NonKeyAttributes) == 0 {
			return invalid("One or more parameter values were invalid: ProjectionType is INCLUDE, but NonKeyAttributes is not specified")
		}
	case "ALL", "KEYS_ONLY":
		if p.NonKeyAttributes != nil {
			return invalid("One or more parameter values were invalid: ProjectionType is %s, but NonKeyAttributes is specified", p.ProjectionType)
		}
	default:
		return invalid("One or more parameter values were invalid: Unknown ProjectionType: %s", cmpOrNull(p.ProjectionType))
	}
	return nil
}

func cmpOrNull(text string) string {
	if text == "" {
		return "null"
	}
	return text
}

// checkAllUsed refuses a definition of an attribute that is in no key.
func checkAllUsed(d *definition) error {
	used := map[string]bool{}
	for _, e := range d.KeySchema {
		used[e.AttributeName] = true
	}
	for _, ix := range d.GlobalSecondaryIndexes {
		for _, e := range ix.KeySchema {
			used[e.AttributeName] = true
		}
	}
	if len(used) != len(d.AttributeDefinitions) {
		return invalid("One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions")
	}
	return nil
}

// schema checks a key schema and gives its attributes their types.
func (d *definition) schema(elements []keySchemaElement) (keySchema, error) {
	var names []string
	for _, e := range elements {
		names = append(names, e.AttributeName)
	}
	switch {
	case len(elements) == 0:
		return keySchema{}, constraint("'[]'", "keySchema", "Member must have length greater than or equal to 1")
	case len(elements) > 2:
		return keySchema{}, wire.NotEmulated(serviceName, "CreateTable.KeySchema with more than two attributes")
	case elements[0].KeyType != "HASH":
		return keySchema{}, invalid("Invalid KeySchema: The first KeySchemaElement is not a HASH key type")
	case len(elements) == 2 && elements[1].KeyType != "RANGE":
		return keySchema{}, invalid("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type")
	case len(elements) == 2 && names[0] == names[1]:
		return keySchema{}, invalid("Both the Hash Key and the Range Key element in the KeySchema have the same name")
	}
	kinds := map[string]kind{}
	var defined []string
	for _, a := range d.AttributeDefinitions {
		kinds[a.AttributeName] = kindNamed(a.AttributeType)
		defined = append(defined, a.AttributeName)
	}
	var parts []attribute
	for _, name := range names {
		if kinds[name] == kindNone {
			return keySchema{}, invalid("One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [%s], AttributeDefinitions: [%s]",
				strings.Join(names, ", "), strings.Join(defined, ", "))
		}
		parts = append(parts, attribute{name, kinds[name]})
	}
	key := keySchema{partition: parts[0]}
	if len(parts) == 2 {
		key.sort = &parts[1]
	}
	return key, nil
}

// build makes the empty table that a checked definition describes.
func (d definition) build() (*table, error) {
	key, err := d.schema(d.KeySchema)
	if err != nil {
		return nil, err
	}
	t := &table{definition: d, key: key}
	for _, def := range d.GlobalSecondaryIndexes {
		key, err := d.schema(def.KeySchema)
		if err != nil {
			return nil, err
		}
		ix := &index{name: def.IndexName, key: key, parts: key.attributes(), all: def.Projection.ProjectionType == "ALL"}
		if !ix.all {
			ix.projection = map[string]bool{}
			for _, name := range slices.Concat(t.keyNames(ix), def.Projection.NonKeyAttributes) {
				ix.projection[name] = true
			}
		}
		t.indexes = append(t.indexes, ix)
	}
	if d.StreamSpecification != nil {
		t.stream = newStream(d)
	}
	return t, nil
}
