import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Contrib, Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import parseExpression from 'spdx-expression-parse';
import { findBundledPackages } from './bundled-packages';

const FILE = 'dist/sbom/bom.json';

const { FromNodePackageJson, License } = Contrib;
const components = new FromNodePackageJson.Builders.ComponentBuilder(
  new FromNodePackageJson.Factories.ExternalReferenceFactory(), new License.Factories.LicenseFactory(parseExpression),
);

/** Describes the package in a folder as CycloneDX does. */
function describe(folder: string, type: Enums.ComponentType): Models.Component {
  const component = components.makeComponent(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as object, type);
  if (!component) throw new Error(`${folder} has no package.json with a name`);
  component.purl = `pkg:npm/${component.group ? `${encodeURIComponent(component.group)}/` : ''}${component.name}@${component.version ?? ''}`;
  component.bomRef.value = component.purl;
  return component;
}

process.chdir(dirname(__dirname));
const library = describe('.', Enums.ComponentType.Library);
const bundled = findBundledPackages().map(({ folder }) => describe(folder, Enums.ComponentType.Library));
for (const { bomRef } of bundled) library.dependencies.add(bomRef);
const bill = new Models.Bom({ metadata: new Models.Metadata({ component: library }), components: new Models.ComponentRepository(bundled) });
mkdirSync(dirname(FILE), { recursive: true });
const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
writeFileSync(FILE, serializer.serialize(bill, { sortLists: true, space: 2 }));
