<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>zhanbu</name>
    <message>
        <source>The feature has no geometry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The geometry is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curves were replaced by short straight edges, at most 0.1 mm away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of a geometry collection only the polygons were kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heights (Z) were left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measures (M) were left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A ring that was not closed has been closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A ring has fewer than four points.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encoding of the text could not be recognised; Chinese text may be unreadable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file that is there and that you may read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was unpacked. Ask the sender for the original file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ZIP is cut off, or the file is not a ZIP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ZIP is cut off, or other data follows it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The directory of the ZIP does not fit the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the right one, or split files that were joined.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parcels begin here without the title [地块坐标].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the number of point lines as the first item.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the area in hectares as the second item, or leave it empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The point belongs to no parcel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the parcel&apos;s head line (ending in @) before its points.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A point line is: name, ring number, X (north), Y (east), in metres.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State the zone as 25 to 45 (3 degrees wide) or 13 to 23 (6 degrees wide).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file names no datum; it was read as CGCS2000.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only Gauss-Krüger coordinates (高斯克吕格) are read: project them first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only metres (米) are read: convert the coordinates first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State it as 3 or 6.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write every point as X (north, 7 digits) and Y (east with zone, 8 digits).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>X is north with 7 whole digits; Y is east with 8, of which the first two are the zone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>X must be north. Correct the file, or allow swapped axes to be turned round.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write one file for each zone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct 带号 or the eastings; coordinates that overflow a zone must be projected again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the zone number, or write 带号 in the file. It can't be guessed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct 几度分带 or 带号.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the point, and that the coordinates were projected in the zone that is stated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the file exists and that you may open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file isn&apos;t text in UTF-8 or GBK (it holds zero bytes).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the coordinate TXT, or save it again as text in UTF-8 or GBK.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that this is a coordinate TXT and that its lines weren&apos;t joined.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the encoding of the file, or save it again as text in UTF-8 or GBK.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split it into files of fewer parcels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split the batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the parcel again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the sender for the original file, not one saved again by a spreadsheet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The coordinate reference system can&apos;t be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the layer&apos;s coordinate reference system and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the six digits of the county, for example 130636.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The geometry can&apos;t be read: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The feature is no polygon but: {kind}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The .cpg file says {declared}, but the text is {found}; it was read as {found}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no .cpg file; the text was recognised as {found}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ZIP is damaged or not a ZIP ({reason}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file cannot be opened ({reason}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ZIP has {size} bytes; {limit} are allowed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ZIP has more than {limit} entries.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry {entry} is in the ZIP twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry {entry} would unpack to more than {ratio} times its size: a ZIP bomb.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ZIP would unpack to more than {limit} bytes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry {entry} has a name that is not UTF-8.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry {entry} has a name that points outside its folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry {entry} is encrypted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry {entry} is packed in a way that is not supported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry {entry} is a link or a device, not a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry {entry} is a folder with content.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry {entry} shares its bytes with another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry {entry} is damaged ({reason}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry {entry} unpacks to more than {limit} bytes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The block [{title}] was passed over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key} is {value!r}, but line {first} says {other!r}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parcel {parcel} states no number of points.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number of points is {text!r}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The area is {text!r}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The line has {count} items.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A parcel&apos;s head line ends in @ and has {heads} items with it; a point line has 4 (name, ring, X, Y).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text!r} isn&apos;t a number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The transformation parameters {values} weren&apos;t applied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The datum is {datum}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only CGCS2000 (2000国家大地坐标系) is read: convert the coordinates with the approved parameters first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The projection is {projection}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The unit is {unit}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{zone!r} isn't a zone number (带号).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{width!r} isn't a zone width (几度分带).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>X = {x} and Y = {y} don&apos;t follow the order of the first point (X = {x0}, Y = {y0}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>X = {x} and Y = {y} both have seven digits, so east can&apos;t be told from north.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>X = {x} and Y = {y} aren't Gauss-Krüger coordinates in China.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>X = {x} is an easting and Y = {y} a northing: the axes are swapped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} They were turned round.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Y = {y} lies in zone {prefix}, the first point in zone {zone}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Y = {y} begins with {prefix}, but the zone (带号) is {zone}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The easting {y} has six digits and the file states no zone (带号).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The eastings have no prefix; zone {zone} was put before them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file states zone {stated}; the zone given, {zone}, was used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{zone} isn&apos;t a zone of CGCS2000.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>几度分带 is {stated}, but zone {zone} is {width} degrees wide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>X = {x} lies north or south of China.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Y = {y} lies more than 400 km from the middle of zone {zone}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>line {line}: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full-width characters were read as plain ones on {count} lines, the first of them line {line}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} lines that are neither parcel nor point were passed over, the first of them line {line}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no coordinate template {template!r}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one of: {templates}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file can&apos;t be read: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The line has {count} characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file can&apos;t be read as {encoding}: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is larger than {size} MB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table {name} has {count} rows; a workbook holds {limit}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A text of {count} characters does not fit into cell {cell}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shorten it to {limit} characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number for cell {cell} is not finite.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workbook has something in it that Zhanbu did not write ({part} {place}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install Shapely 2 for QGIS&apos;s own Python (in the OSGeo4W Shell: python -m pip install &quot;shapely&gt;=2&quot;), or use the QGIS installer, which carries it; then start QGIS again.</source>
        <translation>请为 QGIS 自带的 Python 安装 Shapely 2（在 OSGeo4W Shell 中运行：python -m pip install &quot;shapely&gt;=2&quot;），或改用自带 Shapely 2 的 QGIS 安装包，然后重新启动 QGIS。</translation>
    </message>
    <message>
        <source>Zhanbu can&apos;t start: the Python package Shapely isn&apos;t there or doesn&apos;t load ({reason}). {remedy}</source>
        <translation>占补无法启动：缺少 Python 包 Shapely，或无法加载（{reason}）。{remedy}</translation>
    </message>
    <message>
        <source>Zhanbu can&apos;t start: it needs Shapely 2 or later, and this QGIS has Shapely {version}. {remedy}</source>
        <translation>占补无法启动：需要 Shapely 2 或更高版本，而当前 QGIS 的 Shapely 为 {version}。{remedy}</translation>
    </message>
    <message>
        <source>“{code}” is not a county code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parcel {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>field {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layer is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a layer with features, or check its filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The .prj file is missing, so the layer has no coordinate reference system.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layer has no coordinate reference system.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set it in the layer&apos;s properties (for county data e.g. EPSG:4527), or copy the .prj file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The filter can&apos;t be understood: {filter}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it like DLBM = &apos;0305&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file does not exist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the path, or whether the drive is connected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The archive holds no vector file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a GeoPackage, shapefile, file geodatabase or GeoJSON file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The archive holds several vector files: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpack it and choose one of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The GeoPackage is cut short: {size} of {whole} bytes are there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the file again from where it came from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is damaged: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no vector file that can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The .dbf file of the shapefile is missing, and with it every attribute.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy all files of the shapefile (.shp, .shx, .dbf, .prj, .cpg) together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The .shx file was missing; it was rebuilt in memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file has no layer {layer}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one of its layers: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file has several layers: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say which one is meant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layer holds no polygons but: {kinds}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a polygon layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a county code no rule set can be chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the county code, or name the rule set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no rule set “{id}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one of: {ids}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rule set {id} doesn&apos;t apply in county {county}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the county code, or choose the rule set of its province.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{document} was in force from {first} to {last}, not on {day}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a date inside these dates, or the rule set that follows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several rule sets apply in county {county}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>County {county} is outside {document}: it follows national rules, which this version doesn&apos;t carry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the province which rules apply there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This version has no rule set for county {county}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the county code; choose one of: {ids}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system is one of FOREST, INOUT and CROP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A number, a text or yes/no is expected here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The severity is one of BLOCK, OVERRIDE, WARN and INFO.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no layer role “{role}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last day lies before the first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The check {check} stands twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{user} names {name}, which isn&apos;t defined.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend line {line} of the rule set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys and values are expected here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key “{key}” stands twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A list is expected here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key “{key}” is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody reads the key “{key}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A single value is expected here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text is expected here, not {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A whole number is expected here, not {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A date such as 2025-05-01 is expected here, not {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a well-formed YAML file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rule set is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore the file from the plugin&apos;s package.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
