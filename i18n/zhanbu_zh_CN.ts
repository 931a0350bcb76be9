<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>zhanbu</name>
    <message>
        <source>The feature has no geometry.</source>
        <translation>要素没有图形。</translation>
    </message>
    <message>
        <source>The geometry is empty.</source>
        <translation>图形为空。</translation>
    </message>
    <message>
        <source>Curves were replaced by short straight edges, at most 0.1 mm away.</source>
        <translation>曲线已改为短直线段，偏差不超过 0.1 毫米。</translation>
    </message>
    <message>
        <source>Of a geometry collection only the polygons were kept.</source>
        <translation>几何集合中只保留了面。</translation>
    </message>
    <message>
        <source>Heights (Z) were left out.</source>
        <translation>已略去高程值（Z）。</translation>
    </message>
    <message>
        <source>Measures (M) were left out.</source>
        <translation>已略去度量值（M）。</translation>
    </message>
    <message>
        <source>A ring that was not closed has been closed.</source>
        <translation>未闭合的圈已自动闭合。</translation>
    </message>
    <message>
        <source>A ring has fewer than four points.</source>
        <translation>圈的坐标点少于四个。</translation>
    </message>
    <message>
        <source>The encoding of the text could not be recognised; Chinese text may be unreadable.</source>
        <translation>无法识别文字编码，中文可能显示为乱码。</translation>
    </message>
    <message>
        <source>Choose a file that is there and that you may read.</source>
        <translation>请选择存在且有权读取的文件。</translation>
    </message>
    <message>
        <source>Nothing was unpacked. Ask the sender for the original file.</source>
        <translation>未解压任何内容。请向报送单位索取原件。</translation>
    </message>
    <message>
        <source>The ZIP is cut off, or the file is not a ZIP.</source>
        <translation>ZIP 不完整，或不是 ZIP 文件。</translation>
    </message>
    <message>
        <source>The ZIP is cut off, or other data follows it.</source>
        <translation>ZIP 不完整，或其后附有其他数据。</translation>
    </message>
    <message>
        <source>The directory of the ZIP does not fit the file.</source>
        <translation>ZIP 的目录与文件不符。</translation>
    </message>
    <message>
        <source>Keep the right one, or split files that were joined.</source>
        <translation>请保留正确的一项，或将合并的文件拆开。</translation>
    </message>
    <message>
        <source>Parcels begin here without the title [地块坐标].</source>
        <translation>地块从此处开始，但缺少 [地块坐标] 标题。</translation>
    </message>
    <message>
        <source>Write the number of point lines as the first item.</source>
        <translation>请在第一项填写坐标行数。</translation>
    </message>
    <message>
        <source>Write the area in hectares as the second item, or leave it empty.</source>
        <translation>请在第二项填写以公顷为单位的面积，或留空。</translation>
    </message>
    <message>
        <source>The point belongs to no parcel.</source>
        <translation>该界址点不属于任何地块。</translation>
    </message>
    <message>
        <source>Put the parcel&apos;s head line (ending in @) before its points.</source>
        <translation>请在坐标行之前写上地块行（以 @ 结尾）。</translation>
    </message>
    <message>
        <source>A point line is: name, ring number, X (north), Y (east), in metres.</source>
        <translation>坐标行依次为：点号、圈号、X（北）、Y（东），单位为米。</translation>
    </message>
    <message>
        <source>State the zone as 25 to 45 (3 degrees wide) or 13 to 23 (6 degrees wide).</source>
        <translation>带号应为 25 至 45（3 度带）或 13 至 23（6 度带）。</translation>
    </message>
    <message>
        <source>The file names no datum; it was read as CGCS2000.</source>
        <translation>文件未写明坐标系，已按 2000 国家大地坐标系读取。</translation>
    </message>
    <message>
        <source>Only Gauss-Krüger coordinates (高斯克吕格) are read: project them first.</source>
        <translation>只读取高斯-克吕格投影坐标：请先投影。</translation>
    </message>
    <message>
        <source>Only metres (米) are read: convert the coordinates first.</source>
        <translation>只读取以米为单位的坐标：请先换算。</translation>
    </message>
    <message>
        <source>State it as 3 or 6.</source>
        <translation>请填写 3 或 6。</translation>
    </message>
    <message>
        <source>Write every point as X (north, 7 digits) and Y (east with zone, 8 digits).</source>
        <translation>每个点应写为 X（北，7 位）和 Y（东，含带号，8 位）。</translation>
    </message>
    <message>
        <source>X is north with 7 whole digits; Y is east with 8, of which the first two are the zone.</source>
        <translation>X 为北坐标，整数 7 位；Y 为东坐标，整数 8 位，前两位为带号。</translation>
    </message>
    <message>
        <source>X must be north. Correct the file, or allow swapped axes to be turned round.</source>
        <translation>X 应为北坐标。请改正文件，或允许对调颠倒的坐标轴。</translation>
    </message>
    <message>
        <source>Write one file for each zone.</source>
        <translation>请每个带单独一个文件。</translation>
    </message>
    <message>
        <source>Correct 带号 or the eastings; coordinates that overflow a zone must be projected again.</source>
        <translation>请改正带号或东坐标；超出本带的坐标须重新投影。</translation>
    </message>
    <message>
        <source>Give the zone number, or write 带号 in the file. It can't be guessed.</source>
        <translation>请给出带号，或在文件中填写带号。带号不能猜测。</translation>
    </message>
    <message>
        <source>Correct 几度分带 or 带号.</source>
        <translation>请改正几度分带或带号。</translation>
    </message>
    <message>
        <source>Check the point, and that the coordinates were projected in the zone that is stated.</source>
        <translation>请检查该点，并确认坐标是在所写明的带内投影的。</translation>
    </message>
    <message>
        <source>Check that the file exists and that you may open it.</source>
        <translation>请确认文件存在且有权打开。</translation>
    </message>
    <message>
        <source>The file isn&apos;t text in UTF-8 or GBK (it holds zero bytes).</source>
        <translation>文件不是 UTF-8 或 GBK 文本（含零字节）。</translation>
    </message>
    <message>
        <source>Choose the coordinate TXT, or save it again as text in UTF-8 or GBK.</source>
        <translation>请选择坐标 TXT 文件，或另存为 UTF-8 或 GBK 文本。</translation>
    </message>
    <message>
        <source>Check that this is a coordinate TXT and that its lines weren&apos;t joined.</source>
        <translation>请确认这是坐标 TXT 文件，且各行没有连在一起。</translation>
    </message>
    <message>
        <source>Choose the encoding of the file, or save it again as text in UTF-8 or GBK.</source>
        <translation>请选择文件的编码，或另存为 UTF-8 或 GBK 文本。</translation>
    </message>
    <message>
        <source>Split it into files of fewer parcels.</source>
        <translation>请拆分为地块较少的多个文件。</translation>
    </message>
    <message>
        <source>Split the batch.</source>
        <translation>请拆分批次。</translation>
    </message>
    <message>
        <source>Check the parcel again.</source>
        <translation>请重新检查该地块。</translation>
    </message>
    <message>
        <source>Ask the sender for the original file, not one saved again by a spreadsheet.</source>
        <translation>请向报送单位索取原件，不要用表格软件另存过的文件。</translation>
    </message>
    <message>
        <source>The coordinate reference system can&apos;t be read.</source>
        <translation>无法识别坐标系。</translation>
    </message>
    <message>
        <source>Set the layer&apos;s coordinate reference system and try again.</source>
        <translation>请设置图层的坐标系，再重试。</translation>
    </message>
    <message>
        <source>Give the six digits of the county, for example 130636.</source>
        <translation>请填写六位县级行政区代码，例如 130636。</translation>
    </message>
    <message>
        <source>The geometry can&apos;t be read: {reason}</source>
        <translation>无法读取图形：{reason}</translation>
    </message>
    <message>
        <source>The feature is no polygon but: {kind}</source>
        <translation>要素不是面，而是：{kind}</translation>
    </message>
    <message>
        <source>The .cpg file says {declared}, but the text is {found}; it was read as {found}.</source>
        <translation>.cpg 文件注明为 {declared}，但文字实为 {found}；已按 {found} 读取。</translation>
    </message>
    <message>
        <source>There is no .cpg file; the text was recognised as {found}.</source>
        <translation>没有 .cpg 文件；文字编码识别为 {found}。</translation>
    </message>
    <message>
        <source>The ZIP is damaged or not a ZIP ({reason}).</source>
        <translation>ZIP 已损坏或不是 ZIP 文件（{reason}）。</translation>
    </message>
    <message>
        <source>The file cannot be opened ({reason}).</source>
        <translation>无法打开文件（{reason}）。</translation>
    </message>
    <message>
        <source>The ZIP has {size} bytes; {limit} are allowed.</source>
        <translation>ZIP 有 {size} 字节，超过上限 {limit} 字节。</translation>
    </message>
    <message>
        <source>The ZIP has more than {limit} entries.</source>
        <translation>ZIP 中的条目超过 {limit} 个。</translation>
    </message>
    <message>
        <source>Entry {entry} is in the ZIP twice.</source>
        <translation>条目 {entry} 在 ZIP 中重复。</translation>
    </message>
    <message>
        <source>Entry {entry} would unpack to more than {ratio} times its size: a ZIP bomb.</source>
        <translation>条目 {entry} 解压后超过原大小的 {ratio} 倍，属于压缩炸弹。</translation>
    </message>
    <message>
        <source>The ZIP would unpack to more than {limit} bytes.</source>
        <translation>ZIP 解压后超过 {limit} 字节。</translation>
    </message>
    <message>
        <source>Entry {entry} has a name that is not UTF-8.</source>
        <translation>条目 {entry} 的名称不是 UTF-8 编码。</translation>
    </message>
    <message>
        <source>Entry {entry} has a name that points outside its folder.</source>
        <translation>条目 {entry} 的名称指向文件夹之外。</translation>
    </message>
    <message>
        <source>Entry {entry} is encrypted.</source>
        <translation>条目 {entry} 已加密。</translation>
    </message>
    <message>
        <source>Entry {entry} is packed in a way that is not supported.</source>
        <translation>条目 {entry} 的压缩方式不受支持。</translation>
    </message>
    <message>
        <source>Entry {entry} is a link or a device, not a file.</source>
        <translation>条目 {entry} 是链接或设备，不是文件。</translation>
    </message>
    <message>
        <source>Entry {entry} is a folder with content.</source>
        <translation>条目 {entry} 是带有内容的文件夹。</translation>
    </message>
    <message>
        <source>Entry {entry} shares its bytes with another.</source>
        <translation>条目 {entry} 与其他条目共用数据。</translation>
    </message>
    <message>
        <source>Entry {entry} is damaged ({reason}).</source>
        <translation>条目 {entry} 已损坏（{reason}）。</translation>
    </message>
    <message>
        <source>Entry {entry} unpacks to more than {limit} bytes.</source>
        <translation>条目 {entry} 解压后超过 {limit} 字节。</translation>
    </message>
    <message>
        <source>The block [{title}] was passed over.</source>
        <translation>已跳过 [{title}] 段。</translation>
    </message>
    <message>
        <source>{key} is {value!r}, but line {first} says {other!r}.</source>
        <translation>{key} 为 {value!r}，但第 {first} 行为 {other!r}。</translation>
    </message>
    <message>
        <source>Parcel {parcel} states no number of points.</source>
        <translation>地块 {parcel} 未填写界址点数。</translation>
    </message>
    <message>
        <source>The number of points is {text!r}.</source>
        <translation>界址点数为 {text!r}。</translation>
    </message>
    <message>
        <source>The area is {text!r}.</source>
        <translation>面积为 {text!r}。</translation>
    </message>
    <message>
        <source>The line has {count} items.</source>
        <translation>该行有 {count} 项。</translation>
    </message>
    <message>
        <source>A parcel&apos;s head line ends in @ and has {heads} items with it; a point line has 4 (name, ring, X, Y).</source>
        <translation>地块行以 @ 结尾，连同 @ 共 {heads} 项；坐标行为 4 项（点号、圈号、X、Y）。</translation>
    </message>
    <message>
        <source>{text!r} isn&apos;t a number.</source>
        <translation>{text!r} 不是数字。</translation>
    </message>
    <message>
        <source>The transformation parameters {values} weren&apos;t applied.</source>
        <translation>未使用转换参数 {values}。</translation>
    </message>
    <message>
        <source>The datum is {datum}.</source>
        <translation>坐标系为 {datum}。</translation>
    </message>
    <message>
        <source>Only CGCS2000 (2000国家大地坐标系) is read: convert the coordinates with the approved parameters first.</source>
        <translation>只读取 2000 国家大地坐标系（CGCS2000）：请先用批准的参数转换坐标。</translation>
    </message>
    <message>
        <source>The projection is {projection}.</source>
        <translation>投影类型为 {projection}。</translation>
    </message>
    <message>
        <source>The unit is {unit}.</source>
        <translation>计量单位为 {unit}。</translation>
    </message>
    <message>
        <source>{zone!r} isn't a zone number (带号).</source>
        <translation>{zone!r} 不是带号。</translation>
    </message>
    <message>
        <source>{width!r} isn't a zone width (几度分带).</source>
        <translation>{width!r} 不是分带宽度（几度分带）。</translation>
    </message>
    <message>
        <source>X = {x} and Y = {y} don&apos;t follow the order of the first point (X = {x0}, Y = {y0}).</source>
        <translation>X = {x}、Y = {y} 与第一点（X = {x0}、Y = {y0}）的坐标顺序不一致。</translation>
    </message>
    <message>
        <source>X = {x} and Y = {y} both have seven digits, so east can&apos;t be told from north.</source>
        <translation>X = {x}、Y = {y} 都是七位数，无法区分东、北方向。</translation>
    </message>
    <message>
        <source>X = {x} and Y = {y} aren't Gauss-Krüger coordinates in China.</source>
        <translation>X = {x}、Y = {y} 不是我国境内的高斯-克吕格坐标。</translation>
    </message>
    <message>
        <source>X = {x} is an easting and Y = {y} a northing: the axes are swapped.</source>
        <translation>X = {x} 是东坐标，Y = {y} 是北坐标：坐标轴颠倒。</translation>
    </message>
    <message>
        <source>{what} They were turned round.</source>
        <translation>{what}已对调。</translation>
    </message>
    <message>
        <source>Y = {y} lies in zone {prefix}, the first point in zone {zone}.</source>
        <translation>Y = {y} 在 {prefix} 带，第一点在 {zone} 带。</translation>
    </message>
    <message>
        <source>Y = {y} begins with {prefix}, but the zone (带号) is {zone}.</source>
        <translation>Y = {y} 以 {prefix} 开头，但带号为 {zone}。</translation>
    </message>
    <message>
        <source>The easting {y} has six digits and the file states no zone (带号).</source>
        <translation>东坐标 {y} 为六位，且文件未写明带号。</translation>
    </message>
    <message>
        <source>The eastings have no prefix; zone {zone} was put before them.</source>
        <translation>东坐标未加带号，已在其前加上 {zone}。</translation>
    </message>
    <message>
        <source>The file states zone {stated}; the zone given, {zone}, was used.</source>
        <translation>文件中的带号为 {stated}，已采用给定的带号 {zone}。</translation>
    </message>
    <message>
        <source>{zone} isn&apos;t a zone of CGCS2000.</source>
        <translation>{zone} 不是 CGCS2000 的带号。</translation>
    </message>
    <message>
        <source>几度分带 is {stated}, but zone {zone} is {width} degrees wide.</source>
        <translation>几度分带为 {stated}，但 {zone} 是 {width} 度带的带号。</translation>
    </message>
    <message>
        <source>X = {x} lies north or south of China.</source>
        <translation>X = {x} 超出我国南北范围。</translation>
    </message>
    <message>
        <source>Y = {y} lies more than 400 km from the middle of zone {zone}.</source>
        <translation>Y = {y} 距 {zone} 带中央经线超过 400 千米。</translation>
    </message>
    <message>
        <source>line {line}: {what}</source>
        <translation>第 {line} 行：{what}</translation>
    </message>
    <message>
        <source>Full-width characters were read as plain ones on {count} lines, the first of them line {line}.</source>
        <translation>有 {count} 行的全角字符已按半角读取，首行为第 {line} 行。</translation>
    </message>
    <message>
        <source>{count} lines that are neither parcel nor point were passed over, the first of them line {line}.</source>
        <translation>已跳过 {count} 行既非地块也非界址点的内容，首行为第 {line} 行。</translation>
    </message>
    <message>
        <source>There is no coordinate template {template!r}.</source>
        <translation>没有名为 {template!r} 的坐标模板。</translation>
    </message>
    <message>
        <source>Choose one of: {templates}.</source>
        <translation>请从以下模板中选择：{templates}。</translation>
    </message>
    <message>
        <source>The file can&apos;t be read: {reason}.</source>
        <translation>无法读取文件：{reason}。</translation>
    </message>
    <message>
        <source>The line has {count} characters.</source>
        <translation>该行有 {count} 个字符。</translation>
    </message>
    <message>
        <source>The file can&apos;t be read as {encoding}: {reason}.</source>
        <translation>无法按 {encoding} 读取文件：{reason}。</translation>
    </message>
    <message>
        <source>The file is larger than {size} MB.</source>
        <translation>文件超过 {size} MB。</translation>
    </message>
    <message>
        <source>Table {name} has {count} rows; a workbook holds {limit}.</source>
        <translation>表 {name} 有 {count} 行，超过工作簿上限 {limit} 行。</translation>
    </message>
    <message>
        <source>A text of {count} characters does not fit into cell {cell}.</source>
        <translation>文字有 {count} 个字符，单元格 {cell} 容纳不下。</translation>
    </message>
    <message>
        <source>Shorten it to {limit} characters.</source>
        <translation>请缩短到 {limit} 个字符以内。</translation>
    </message>
    <message>
        <source>The number for cell {cell} is not finite.</source>
        <translation>单元格 {cell} 的数值不是有限数。</translation>
    </message>
    <message>
        <source>The workbook has something in it that Zhanbu did not write ({part} {place}).</source>
        <translation>工作簿中含有非本插件写入的内容（{part} {place}）。</translation>
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
        <translation>“{code}”不是县级行政区代码。</translation>
    </message>
    <message>
        <source>File {name}</source>
        <translation>文件 {name}</translation>
    </message>
    <message>
        <source>parcel {name}</source>
        <translation>地块 {name}</translation>
    </message>
    <message>
        <source>field {name}</source>
        <translation>字段 {name}</translation>
    </message>
    <message>
        <source>The layer is empty.</source>
        <translation>图层中没有要素。</translation>
    </message>
    <message>
        <source>Choose a layer with features, or check its filter.</source>
        <translation>请选择含有要素的图层，或检查其过滤条件。</translation>
    </message>
    <message>
        <source>The .prj file is missing, so the layer has no coordinate reference system.</source>
        <translation>缺少 .prj 文件，图层没有坐标系。</translation>
    </message>
    <message>
        <source>The layer has no coordinate reference system.</source>
        <translation>图层没有坐标系。</translation>
    </message>
    <message>
        <source>Set it in the layer&apos;s properties (for county data e.g. EPSG:4527), or copy the .prj file.</source>
        <translation>请在图层属性中设置坐标系（县级数据如 EPSG:4527），或补齐 .prj 文件。</translation>
    </message>
    <message>
        <source>The filter can&apos;t be understood: {filter}</source>
        <translation>无法识别过滤条件：{filter}</translation>
    </message>
    <message>
        <source>Write it like DLBM = &apos;0305&apos;.</source>
        <translation>请按 DLBM = '0305' 的形式填写。</translation>
    </message>
    <message>
        <source>The file does not exist.</source>
        <translation>文件不存在。</translation>
    </message>
    <message>
        <source>Check the path, or whether the drive is connected.</source>
        <translation>请核对路径，并确认磁盘已连接。</translation>
    </message>
    <message>
        <source>The archive holds no vector file.</source>
        <translation>压缩包中没有矢量文件。</translation>
    </message>
    <message>
        <source>Choose a GeoPackage, shapefile, file geodatabase or GeoJSON file.</source>
        <translation>请选择 GeoPackage、Shapefile、文件地理数据库（GDB）或 GeoJSON 文件。</translation>
    </message>
    <message>
        <source>The archive holds several vector files: {names}.</source>
        <translation>压缩包中有多个矢量文件：{names}。</translation>
    </message>
    <message>
        <source>Unpack it and choose one of them.</source>
        <translation>请解压后选择其中一个。</translation>
    </message>
    <message>
        <source>The GeoPackage is cut short: {size} of {whole} bytes are there.</source>
        <translation>GeoPackage 文件不完整：应为 {whole} 字节，实有 {size} 字节。</translation>
    </message>
    <message>
        <source>Copy the file again from where it came from.</source>
        <translation>请从来源处重新复制文件。</translation>
    </message>
    <message>
        <source>The file is damaged: {reason}</source>
        <translation>文件已损坏：{reason}</translation>
    </message>
    <message>
        <source>This is no vector file that can be read.</source>
        <translation>不是可读取的矢量文件。</translation>
    </message>
    <message>
        <source>The .dbf file of the shapefile is missing, and with it every attribute.</source>
        <translation>Shapefile 缺少 .dbf 文件，没有任何属性。</translation>
    </message>
    <message>
        <source>Copy all files of the shapefile (.shp, .shx, .dbf, .prj, .cpg) together.</source>
        <translation>请将 Shapefile 的全部文件（.shp、.shx、.dbf、.prj、.cpg）一并复制。</translation>
    </message>
    <message>
        <source>The .shx file was missing; it was rebuilt in memory.</source>
        <translation>缺少 .shx 文件，已在内存中重建。</translation>
    </message>
    <message>
        <source>The file has no layer {layer}.</source>
        <translation>文件中没有图层 {layer}。</translation>
    </message>
    <message>
        <source>Choose one of its layers: {names}.</source>
        <translation>请从以下图层中选择：{names}。</translation>
    </message>
    <message>
        <source>The file has several layers: {names}.</source>
        <translation>文件中有多个图层：{names}。</translation>
    </message>
    <message>
        <source>Say which one is meant.</source>
        <translation>请指明使用哪一个。</translation>
    </message>
    <message>
        <source>The layer holds no polygons but: {kinds}.</source>
        <translation>图层中没有面，只有：{kinds}。</translation>
    </message>
    <message>
        <source>Choose a polygon layer.</source>
        <translation>请选择面图层。</translation>
    </message>
    <message>
        <source>Without a county code no rule set can be chosen.</source>
        <translation>没有县级行政区代码，无法选取规则集。</translation>
    </message>
    <message>
        <source>Give the county code, or name the rule set.</source>
        <translation>请填写县级行政区代码，或指定规则集。</translation>
    </message>
    <message>
        <source>There is no rule set “{id}”.</source>
        <translation>没有规则集“{id}”。</translation>
    </message>
    <message>
        <source>Choose one of: {ids}.</source>
        <translation>请从以下规则集中选择：{ids}。</translation>
    </message>
    <message>
        <source>The rule set {id} doesn&apos;t apply in county {county}.</source>
        <translation>规则集 {id} 不适用于县级行政区 {county}。</translation>
    </message>
    <message>
        <source>Check the county code, or choose the rule set of its province.</source>
        <translation>请核对县级行政区代码，或选择所属省份的规则集。</translation>
    </message>
    <message>
        <source>{document} was in force from {first} to {last}, not on {day}.</source>
        <translation>{document} 的有效期为 {first} 至 {last}，不含 {day}。</translation>
    </message>
    <message>
        <source>Choose a date inside these dates, or the rule set that follows.</source>
        <translation>请选择有效期内的日期，或后续的规则集。</translation>
    </message>
    <message>
        <source>Several rule sets apply in county {county}.</source>
        <translation>县级行政区 {county} 有多个适用的规则集。</translation>
    </message>
    <message>
        <source>County {county} is outside {document}: it follows national rules, which this version doesn&apos;t carry.</source>
        <translation>县级行政区 {county} 不适用 {document}：该区按国家规定执行，本版本未包含国家规定。</translation>
    </message>
    <message>
        <source>Ask the province which rules apply there.</source>
        <translation>请向省级主管部门了解适用的规定。</translation>
    </message>
    <message>
        <source>This version has no rule set for county {county}.</source>
        <translation>本版本没有县级行政区 {county} 的规则集。</translation>
    </message>
    <message>
        <source>Check the county code; choose one of: {ids}.</source>
        <translation>请核对县级行政区代码；可选规则集：{ids}。</translation>
    </message>
    <message>
        <source>A number, a text or yes/no is expected here.</source>
        <translation>此处应为数字、文字或是/否。</translation>
    </message>
    <message>
        <source>There is no layer role “{role}”.</source>
        <translation>没有图层角色“{role}”。</translation>
    </message>
    <message>
        <source>The last day lies before the first.</source>
        <translation>截止日期早于起始日期。</translation>
    </message>
    <message>
        <source>{user} names {name}, which isn&apos;t defined.</source>
        <translation>{user} 引用的 {name} 未定义。</translation>
    </message>
    <message>
        <source>Keys and values are expected here.</source>
        <translation>此处应为键值对。</translation>
    </message>
    <message>
        <source>A list is expected here.</source>
        <translation>此处应为列表。</translation>
    </message>
    <message>
        <source>The key “{key}” is missing.</source>
        <translation>缺少键“{key}”。</translation>
    </message>
    <message>
        <source>A single value is expected here.</source>
        <translation>此处应为单个值。</translation>
    </message>
    <message>
        <source>Text is expected here, not {value}.</source>
        <translation>此处应为文字，不应为 {value}。</translation>
    </message>
    <message>
        <source>A whole number is expected here, not {value}.</source>
        <translation>此处应为整数，不应为 {value}。</translation>
    </message>
    <message>
        <source>A date such as 2025-05-01 is expected here, not {value}.</source>
        <translation>此处应为形如 2025-05-01 的日期，不应为 {value}。</translation>
    </message>
    <message>
        <source>This is not a well-formed YAML file.</source>
        <translation>YAML 文件格式有误。</translation>
    </message>
    <message>
        <source>The rule set is empty.</source>
        <translation>规则集为空。</translation>
    </message>
    <message>
        <source>Restore the file from the plugin&apos;s package.</source>
        <translation>请用插件安装包恢复该文件。</translation>
    </message>
    <message>
        <source>The field is missing.</source>
        <translation>缺少该字段。</translation>
    </message>
    <message>
        <source>Use the survey&apos;s layer of land polygons (DLTB), or rename the class field.</source>
        <translation>请使用地类图斑（DLTB）图层，或修改地类编码字段的名称。</translation>
    </message>
    <message>
        <source>This layer is not the result of a check: {names} are missing.</source>
        <translation>该图层不是检查成果：缺少 {names}。</translation>
    </message>
    <message>
        <source>Run “Check parcels” first and push its output; save it as GeoPackage.</source>
        <translation>请先运行“检查地块”，将其输出存为 GeoPackage 后再入库。</translation>
    </message>
    <message>
        <source>The rule set {id} has no stage “{stage}”.</source>
        <translation>规则集 {id} 没有阶段“{stage}”。</translation>
    </message>
    <message>
        <source>Choose one of: {names}.</source>
        <translation>请从以下各项中选择：{names}。</translation>
    </message>
    <message>
        <source>The rule set {id} has no category “{name}”.</source>
        <translation>规则集 {id} 没有补充类别“{name}”。</translation>
    </message>
    <message>
        <source>The elevation model can&apos;t be read.</source>
        <translation>无法读取高程数据。</translation>
    </message>
    <message>
        <source>Check that the file exists and opens in QGIS, or copy it again from its source.</source>
        <translation>请确认文件存在且能在 QGIS 中打开，或从来源重新复制。</translation>
    </message>
    <message>
        <source>Choose a raster with one band of heights in metres.</source>
        <translation>请选择以米为单位的单波段高程栅格。</translation>
    </message>
    <message>
        <source>The file has no raster band.</source>
        <translation>文件中没有栅格波段。</translation>
    </message>
    <message>
        <source>The raster is a picture or a class map, not an elevation model.</source>
        <translation>该栅格是影像或分类图，不是高程数据。</translation>
    </message>
    <message>
        <source>The elevation model has no coordinate reference system.</source>
        <translation>高程数据没有坐标系。</translation>
    </message>
    <message>
        <source>Assign its coordinate reference system in QGIS (Raster ▸ Assign Projection).</source>
        <translation>请在 QGIS 中为其指定坐标系（栅格 ▸ 投影 ▸ 指定投影）。</translation>
    </message>
    <message>
        <source>The elevation model doesn&apos;t say where it lies (no georeferencing).</source>
        <translation>高程数据没有定位信息（未配准）。</translation>
    </message>
    <message>
        <source>Georeference the raster in QGIS, or put its world file beside it.</source>
        <translation>请在 QGIS 中配准该栅格，或将坐标文件（world file）放在同一文件夹。</translation>
    </message>
    <message>
        <source>The layer can&apos;t be brought from {source} into {target}.</source>
        <translation>图层无法由 {source} 转换到 {target}。</translation>
    </message>
    <message>
        <source>Check the layer&apos;s coordinate reference system and its coordinates.</source>
        <translation>请核对图层的坐标系和坐标。</translation>
    </message>
    <message>
        <source>The layer is in another CRS and has edges of up to {length} m; they were taken as straight in {crs}.</source>
        <translation>图层坐标系不同，最长边达 {length} 米；已按 {crs} 中的直线处理。</translation>
    </message>
    <message>
        <source>{count} invalid shapes were mended before measuring: {features}.</source>
        <translation>{count} 个无效图形已修复后量算：{features}。</translation>
    </message>
    <message>
        <source>{count} features cover no ground and were left out: {features}.</source>
        <translation>{count} 个要素没有面积，未参与量算：{features}。</translation>
    </message>
    <message>
        <source>The layer is in {crs}, not in CGCS2000; its coordinates are brought into CGCS2000 for the area.</source>
        <translation>图层坐标系为 {crs}，不是 CGCS2000；计算面积时已转换到 CGCS2000。</translation>
    </message>
    <message>
        <source>{count} features, the first is {first}: {what}</source>
        <translation>{count} 个要素，首个为 {first}：{what}</translation>
    </message>
    <message>
        <source>The numbers are degrees, but {crs} has metres. Set the layer&apos;s CRS to EPSG:4490 (CGCS2000 geographic).</source>
        <translation>坐标数值为度，但 {crs} 以米为单位。请将图层坐标系设为 EPSG:4490（CGCS2000 地理坐标系）。</translation>
    </message>
    <message>
        <source>The numbers are metres, but {crs} has degrees. Set the layer&apos;s CRS to the zone of the survey.</source>
        <translation>坐标数值为米，但 {crs} 以度为单位。请将图层坐标系设为调查成果所在的分带。</translation>
    </message>
    <message>
        <source>The numbers are metres of zone {zone}, but {crs} has degrees. Set the layer&apos;s CRS to EPSG:{epsg}.</source>
        <translation>坐标数值为 {zone} 带的米制坐标，但 {crs} 以度为单位。请将图层坐标系设为 EPSG:{epsg}。</translation>
    </message>
    <message>
        <source>North and east are swapped. Export the layer again with east (longitude) first.</source>
        <translation>北坐标与东坐标颠倒。请按东坐标（经度）在前重新导出图层。</translation>
    </message>
    <message>
        <source>The eastings carry no zone prefix, but {crs} has one. Set the layer&apos;s CRS to EPSG:{epsg}.</source>
        <translation>东坐标未加带号，但 {crs} 含带号。请将图层坐标系设为 EPSG:{epsg}。</translation>
    </message>
    <message>
        <source>The eastings carry a zone prefix ({easting}), but {crs} has none. Set the layer&apos;s CRS to {proper}.</source>
        <translation>东坐标含带号（{easting}），但 {crs} 不含带号。请将图层坐标系设为 {proper}。</translation>
    </message>
    <message>
        <source>The eastings are of zone {zone} ({easting}), but the layer says {crs}. Set its CRS to EPSG:{epsg}.</source>
        <translation>东坐标属于 {zone} 带（{easting}），但图层坐标系为 {crs}。请改设为 EPSG:{epsg}。</translation>
    </message>
    <message>
        <source>The place is at {longitude}° east, {distance}° from the central meridian of {crs}; its zone would be {zone}. Check the CRS, or reproject the layer.</source>
        <translation>该处位于东经 {longitude}°，距 {crs} 的中央经线 {distance}°，应属 {zone} 带。请核对坐标系，或重投影图层。</translation>
    </message>
    <message>
        <source>The coordinates lie nowhere on earth in {crs}. Check the layer&apos;s CRS.</source>
        <translation>按 {crs}，坐标不在地球范围内。请核对图层坐标系。</translation>
    </message>
    <message>
        <source>The boundary crosses itself, or parts overlap, near {x}, {y}.</source>
        <translation>边界自相交或部件重叠，位置在（{x}, {y}）附近。</translation>
    </message>
    <message>
        <source>A ring touches or crosses itself near {x}, {y}.</source>
        <translation>圈自接触或自相交，位置在（{x}, {y}）附近。</translation>
    </message>
    <message>
        <source>A hole lies outside its shell near {x}, {y}.</source>
        <translation>内圈在外圈之外，位置在（{x}, {y}）附近。</translation>
    </message>
    <message>
        <source>A hole lies in another hole near {x}, {y}.</source>
        <translation>内圈套内圈，位置在（{x}, {y}）附近。</translation>
    </message>
    <message>
        <source>A part lies inside another part near {x}, {y}.</source>
        <translation>部件位于另一部件之内，位置在（{x}, {y}）附近。</translation>
    </message>
    <message>
        <source>The same ring is there twice near {x}, {y}.</source>
        <translation>同一圈重复，位置在（{x}, {y}）附近。</translation>
    </message>
    <message>
        <source>A ring has fewer than three different corners near {x}, {y}.</source>
        <translation>圈的不同界址点少于三个，位置在（{x}, {y}）附近。</translation>
    </message>
    <message>
        <source>Holes cut the inside into pieces near {x}, {y}.</source>
        <translation>内圈将图形分割成不相连的几块，位置在（{x}, {y}）附近。</translation>
    </message>
    <message>
        <source>A coordinate is not a number.</source>
        <translation>坐标不是数字。</translation>
    </message>
    <message>
        <source>The shape is no polygon.</source>
        <translation>图形不是面。</translation>
    </message>
    <message>
        <source>The shape is empty.</source>
        <translation>图形为空。</translation>
    </message>
    <message>
        <source>The shape is invalid: {reason}</source>
        <translation>图形无效：{reason}</translation>
    </message>
    <message>
        <source>The layer has no feature with this number any more.</source>
        <translation>图层中已没有该编号的要素。</translation>
    </message>
    <message>
        <source>Select the features again.</source>
        <translation>请重新选择要素。</translation>
    </message>
    <message>
        <source>{area:.2f} m² ({share:.1%} of the parcel) lie inside {layer}.</source>
        <translation>{area:.2f} 平方米（占地块 {share:.1%}）位于 {layer} 范围内。</translation>
    </message>
    <message>
        <source>The parcel has no shape that could be compared.</source>
        <translation>地块没有可比对的图形。</translation>
    </message>
    <message>
        <source>Class code “{code}” is not in the survey's table.</source>
        <translation>地类编码“{code}”不在调查地类表中。</translation>
    </message>
    <message>
        <source>{area:.2f} m² of unused land lie outside {layer}.</source>
        <translation>{area:.2f} 平方米未利用地位于 {layer} 范围外。</translation>
    </message>
    <message>
        <source>Same shape as parcel {other}.</source>
        <translation>图形与地块 {other} 相同。</translation>
    </message>
    <message>
        <source>Same survey id as parcel {other}.</source>
        <translation>标识码与地块 {other} 相同。</translation>
    </message>
    <message>
        <source>{count} more parcels have the same survey id.</source>
        <translation>另有 {count} 个地块的标识码相同。</translation>
    </message>
    <message>
        <source>{area:.2f} m² also belong to parcel {other}.</source>
        <translation>{area:.2f} 平方米与地块 {other} 重叠。</translation>
    </message>
    <message>
        <source>No reserve pool was given; choose or create the county&apos;s pool.</source>
        <translation>未提供储备库；请选择或新建本县储备库。</translation>
    </message>
    <message>
        <source>{area:.2f} m² are claimed in the pool already.</source>
        <translation>{area:.2f} 平方米与储备库中已有地块重叠。</translation>
    </message>
    <message>
        <source>{name} can&apos;t be compared with CGCS2000 without local parameters.</source>
        <translation>没有本地转换参数，{name} 无法与 CGCS2000 比对。</translation>
    </message>
    <message>
        <source>The layer is in {name}; filings are made in CGCS2000.</source>
        <translation>图层坐标系为 {name}；报送须采用 CGCS2000。</translation>
    </message>
    <message>
        <source>No county boundary layer was given.</source>
        <translation>未提供县界图层。</translation>
    </message>
    <message>
        <source>{area:.2f} m² lie outside the county ({layer}).</source>
        <translation>{area:.2f} 平方米超出县界（{layer}）。</translation>
    </message>
    <message>
        <source>No county code was given.</source>
        <translation>未填写县级行政区代码。</translation>
    </message>
    <message>
        <source>The location code {code} belongs to another county than {county}.</source>
        <translation>坐落单位代码 {code} 不属于本县（{county}）。</translation>
    </message>
    <message>
        <source>Field ZLDWDM holds “{code}”, which is no division code.</source>
        <translation>字段 ZLDWDM 的值“{code}”不是行政区代码。</translation>
    </message>
    <message>
        <source>Layer {layer} has no field {field}; add it from the survey database or rename the one that holds it.</source>
        <translation>图层 {layer} 没有字段 {field}；请从调查数据库补充，或修改相应字段的名称。</translation>
    </message>
    <message>
        <source>The parcel has {parts} parts; split it.</source>
        <translation>地块有 {parts} 个部件；请拆分。</translation>
    </message>
    <message>
        <source>The outline turns back in a spike near {x:.3f}, {y:.3f}.</source>
        <translation>边界有尖刺，位置在（{x:.3f}, {y:.3f}）附近。</translation>
    </message>
    <message>
        <source>Two vertices nearly coincide near {x:.3f}, {y:.3f}.</source>
        <translation>相邻界址点几乎重合，位置在（{x:.3f}, {y:.3f}）附近。</translation>
    </message>
    <message>
        <source>The parcel has no shape that could be measured.</source>
        <translation>地块没有可量算的图形。</translation>
    </message>
    <message>
        <source>The shape measures {area:.2f} m² on the ellipsoid, field TBMJ says {stated:.2f} m².</source>
        <translation>图形椭球面积为 {area:.2f} 平方米，字段 TBMJ 为 {stated:.2f} 平方米。</translation>
    </message>
    <message>
        <source>Field TBMJ holds no number for this parcel.</source>
        <translation>该地块的字段 TBMJ 没有数值。</translation>
    </message>
    <message>
        <source>No DEM was given.</source>
        <translation>未提供高程数据（DEM）。</translation>
    </message>
    <message>
        <source>Cells of {dem} measure {cell:.1f} m; above {coarsest:.0f} m a DEM proves nothing about slope.</source>
        <translation>{dem} 的格网为 {cell:.1f} 米；格网大于 {coarsest:.0f} 米的高程数据不能作为坡度依据。</translation>
    </message>
    <message>
        <source>{share:.1%} of the parcel have no elevation in {dem}.</source>
        <translation>地块有 {share:.1%} 在 {dem} 中没有高程值。</translation>
    </message>
    <message>
        <source>The parcel is smaller than a cell of {dem} ({cell:.1f} m); its slope is that of its surroundings.</source>
        <translation>地块小于 {dem} 的一个格网（{cell:.1f} 米）；所得坡度为周边坡度。</translation>
    </message>
    <message>
        <source>Cells of {dem} measure {cell:.1f} m and flatten slopes.</source>
        <translation>{dem} 的格网为 {cell:.1f} 米，坡度偏缓。</translation>
    </message>
    <message>
        <source>Class {code} {name} is cropland already.</source>
        <translation>地类 {code} {name} 现状已是耕地。</translation>
    </message>
    <message>
        <source>No category was chosen, and class {code} suggests none.</source>
        <translation>未选择补充类别，地类 {code} 也无法推定。</translation>
    </message>
    <message>
        <source>The polygon is of the survey of {year:.0f}; {latest} is the latest.</source>
        <translation>图斑取自 {year:.0f} 年调查；最新为 {latest} 年。</translation>
    </message>
    <message>
        <source>Parcel {parcel} states no area; its ellipsoid area is {ellipsoid} m².</source>
        <translation>地块 {parcel} 未填写面积；其椭球面积为 {ellipsoid} 平方米。</translation>
    </message>
    <message>
        <source>Parcel {parcel} states {stated} ha. That is its plane area ({plane} m²), not its ellipsoid area ({ellipsoid} m²).</source>
        <translation>地块 {parcel} 填写的面积为 {stated} 公顷，这是平面面积（{plane} 平方米），不是椭球面积（{ellipsoid} 平方米）。</translation>
    </message>
    <message>
        <source>Parcel {parcel} states {stated} ha, but its ellipsoid area is {ellipsoid} m² and its plane area {plane} m².</source>
        <translation>地块 {parcel} 填写的面积为 {stated} 公顷，但其椭球面积为 {ellipsoid} 平方米，平面面积为 {plane} 平方米。</translation>
    </message>
    <message>
        <source>The file holds no parcel.</source>
        <translation>文件中没有地块。</translation>
    </message>
    <message>
        <source>Choose a coordinate TXT with [地块坐标], head lines that end in @, and points name,ring,X,Y.</source>
        <translation>请选择坐标 TXT 文件：含 [地块坐标]、以 @ 结尾的地块行，以及“点号,圈号,X,Y”格式的坐标行。</translation>
    </message>
    <message>
        <source>{text!r} isn&apos;t a point.</source>
        <translation>{text!r} 不是界址点。</translation>
    </message>
    <message>
        <source>A list without head lines has one point a line: {shapes}.</source>
        <translation>没有地块行的点表每行一个点：{shapes}。</translation>
    </message>
    <message>
        <source>The file is a list of points without a head line; it was read as one parcel.</source>
        <translation>文件是没有地块行的点表，已按一个地块读取。</translation>
    </message>
    <message>
        <source>No field holds parcel numbers; the parcels were numbered from 1.</source>
        <translation>没有地块编号字段，已从 1 开始编号。</translation>
    </message>
    <message>
        <source>The feature has no polygon.</source>
        <translation>该要素没有面图形。</translation>
    </message>
    <message>
        <source>Remove the feature or draw its polygon.</source>
        <translation>请删除该要素或补画其面图形。</translation>
    </message>
    <message>
        <source>The coordinates can&apos;t be placed on the ground.</source>
        <translation>无法确定坐标的地面位置。</translation>
    </message>
    <message>
        <source>Check the layer&apos;s coordinate reference system.</source>
        <translation>请检查图层的坐标系。</translation>
    </message>
    <message>
        <source>The coordinates were projected from {crs} to zone {zone} (EPSG:{epsg}).</source>
        <translation>坐标已由 {crs} 投影到 {zone} 带（EPSG:{epsg}）。</translation>
    </message>
    <message>
        <source>The layer has no such field.</source>
        <translation>图层没有该字段。</translation>
    </message>
    <message>
        <source>Choose one of: {fields}.</source>
        <translation>请从以下字段中选择：{fields}。</translation>
    </message>
    <message>
        <source>The character {character} (U+{code}) in {text!r} can&apos;t be written in {encoding}.</source>
        <translation>{text!r} 中的字符 {character}（U+{code}）无法用 {encoding} 编码写出。</translation>
    </message>
    <message>
        <source>Choose UTF-8 or GB18030, or write the text with another character.</source>
        <translation>请选择 UTF-8 或 GB18030，或改用其他字。</translation>
    </message>
    <message>
        <source>The ring crosses or touches itself near {place}.</source>
        <translation>该圈在 {place} 附近自相交或自接触。</translation>
    </message>
    <message>
        <source>Correct the order of its points.</source>
        <translation>请改正界址点的顺序。</translation>
    </message>
    <message>
        <source>The rings of the parcel share an edge or cross near {place}.</source>
        <translation>地块的各圈在 {place} 附近共边或相交。</translation>
    </message>
    <message>
        <source>The ring overlaps or repeats the ring of line {line}.</source>
        <translation>该圈与第 {line} 行的圈重叠或重复。</translation>
    </message>
    <message>
        <source>Holes lie inside their ring and parts outside each other; correct the points.</source>
        <translation>内圈应在外圈之内，各部件应互不重叠；请改正界址点。</translation>
    </message>
    <message>
        <source>A parcel of several parts has no number, so its parts couldn&apos;t be joined again.</source>
        <translation>多部件地块没有编号，各部件将无法重新合并。</translation>
    </message>
    <message>
        <source>Give it a number.</source>
        <translation>请给它编号。</translation>
    </message>
    <message>
        <source>The geometry isn&apos;t a polygon.</source>
        <translation>图形不是面。</translation>
    </message>
    <message>
        <source>The geometry isn&apos;t valid ({reason}).</source>
        <translation>图形无效（{reason}）。</translation>
    </message>
    <message>
        <source>Repair or remove the parcel; coordinate TXT carries valid polygons only.</source>
        <translation>请修复或移除该地块；坐标 TXT 只能写有效的面。</translation>
    </message>
    <message>
        <source>Rounded to {decimals} decimals the parcel is no valid polygon.</source>
        <translation>坐标取 {decimals} 位小数后，地块不再是有效的面。</translation>
    </message>
    <message>
        <source>Remove points that lie closer together than that, or write more decimals.</source>
        <translation>请删除间距过小的点，或增加小数位数。</translation>
    </message>
    <message>
        <source>The file holds no parcel with points.</source>
        <translation>文件中没有带界址点的地块。</translation>
    </message>
    <message>
        <source>Head lines follow different templates: {first}, and {other} from here.</source>
        <translation>地块行的格式不一致：先为 {first}，从此处起为 {other}。</translation>
    </message>
    <message>
        <source>Parcel {parcel} is called {shape}; it was read as an area.</source>
        <translation>地块 {parcel} 的图形属性为 {shape}，已按面读取。</translation>
    </message>
    <message>
        <source>Parcel number {number} occurs more than once.</source>
        <translation>地块编号 {number} 重复出现。</translation>
    </message>
    <message>
        <source>The parcel has no points.</source>
        <translation>该地块没有界址点。</translation>
    </message>
    <message>
        <source>Write its points under the head line, or remove the head line.</source>
        <translation>请在地块行下写出界址点，或删除该地块行。</translation>
    </message>
    <message>
        <source>Point {name} of parcel {parcel} repeats the point before it; it was left out.</source>
        <translation>地块 {parcel} 的点 {name} 与前一点重复，已略去。</translation>
    </message>
    <message>
        <source>The ring returns to its first point before its last line.</source>
        <translation>该圈在最后一行之前已回到起点。</translation>
    </message>
    <message>
        <source>Give every ring its own ring number and close it once, at its end.</source>
        <translation>请给每个圈单独的圈号，并只在末尾闭合一次。</translation>
    </message>
    <message>
        <source>Ring {ring} has {count} lines.</source>
        <translation>圈 {ring} 只有 {count} 行。</translation>
    </message>
    <message>
        <source>A ring needs at least three points and the first one again: 4 lines.</source>
        <translation>一个圈至少要有三个点，并重复第一点，共 4 行。</translation>
    </message>
    <message>
        <source>Closing point {name} lies {away:.3f} m from the first point of the ring.</source>
        <translation>闭合点 {name} 距该圈起点 {away:.3f} 米。</translation>
    </message>
    <message>
        <source>Give it the coordinates of line {line}, or another name if it is another point.</source>
        <translation>请改为第 {line} 行的坐标；如果是另一个点，请改用其他点号。</translation>
    </message>
    <message>
        <source>The ring doesn&apos;t return to its first point, and {lines} points are listed where {stated} are stated.</source>
        <translation>该圈未闭合，且填写点数为 {stated}，实际列出 {lines} 个点。</translation>
    </message>
    <message>
        <source>The ring doesn&apos;t return to its first point, and no number of points is stated.</source>
        <translation>该圈未闭合，且未填写界址点数。</translation>
    </message>
    <message>
        <source>Points may be missing: compare with the original, and end the ring with its first point.</source>
        <translation>可能缺少界址点：请与原件核对，并以起点结束该圈。</translation>
    </message>
    <message>
        <source>Ring {ring} of parcel {parcel} doesn&apos;t return to its first point; it was closed.</source>
        <translation>地块 {parcel} 的圈 {ring} 未回到起点，已自动闭合。</translation>
    </message>
    <message>
        <source>Parcel {parcel} states {stated} points, but {lines} are listed.</source>
        <translation>地块 {parcel} 填写界址点数为 {stated}，实际列出 {lines} 个。</translation>
    </message>
    <message>
        <source>Coordinate TXT isn&apos;t written in {encoding}.</source>
        <translation>坐标 TXT 不能用 {encoding} 编码写出。</translation>
    </message>
    <message>
        <source>Choose one of: {encodings}.</source>
        <translation>请从以下编码中选择：{encodings}。</translation>
    </message>
    <message>
        <source>{decimals} decimals can&apos;t be written.</source>
        <translation>不能写 {decimals} 位小数。</translation>
    </message>
    <message>
        <source>Choose 1 to 4 decimals; 3 or 4 are usual.</source>
        <translation>请选择 1 至 4 位小数，通常为 3 或 4 位。</translation>
    </message>
    <message>
        <source>There is no parcel to write.</source>
        <translation>没有可写出的地块。</translation>
    </message>
    <message>
        <source>Choose a layer or a selection with parcels.</source>
        <translation>请选择含有地块的图层或选择集。</translation>
    </message>
    <message>
        <source>The parcel number {number} occurs more than once.</source>
        <translation>地块编号 {number} 重复出现。</translation>
    </message>
    <message>
        <source>Give every parcel its own number; several parts belong in one feature.</source>
        <translation>每个地块应有唯一编号；多个部件应合为一个要素。</translation>
    </message>
    <message>
        <source>Easting {easting} carries no zone prefix.</source>
        <translation>东坐标 {easting} 未加带号。</translation>
    </message>
    <message>
        <source>Project the parcels to a CGCS2000 Gauss-Krüger zone first.</source>
        <translation>请先将地块投影到 CGCS2000 高斯-克吕格分带坐标系。</translation>
    </message>
    <message>
        <source>The parcel lies in zone {zone}, others in zone {other}.</source>
        <translation>该地块在 {zone} 带，其他地块在 {other} 带。</translation>
    </message>
    <message>
        <source>Write one file for each zone, or project all parcels to one zone.</source>
        <translation>请每个带单独一个文件，或将全部地块投影到同一带。</translation>
    </message>
    <message>
        <source>Commas and line breaks in the texts of parcel {parcel} were replaced by full-width characters.</source>
        <translation>地块 {parcel} 文字中的逗号和换行已替换为全角字符。</translation>
    </message>
    <message>
        <source>The template {template} has no place for: {items}.</source>
        <translation>模板 {template} 没有以下项的位置：{items}。</translation>
    </message>
    <message>
        <source>The written coordinates don&apos;t read back as the same parcel.</source>
        <translation>写出的坐标读回后与原地块不一致。</translation>
    </message>
    <message>
        <source>Export the parcel to GeoPackage and report it with the plugin&apos;s issue tracker.</source>
        <translation>请将该地块导出为 GeoPackage，并通过插件的问题跟踪页面反馈。</translation>
    </message>
    <message>
        <source>Batch {batch} can&apos;t be submitted, for {count} reasons.</source>
        <translation>批次 {batch} 不能报送，共有 {count} 个原因。</translation>
    </message>
    <message>
        <source>Parcel {parcel}: {reason}</source>
        <translation>地块 {parcel}：{reason}</translation>
    </message>
    <message>
        <source>The package can&apos;t be written ({reason}).</source>
        <translation>无法写出报送包（{reason}）。</translation>
    </message>
    <message>
        <source>Choose a folder on a local disk with room, where you may write.</source>
        <translation>请选择空间充足、有权写入的本机文件夹。</translation>
    </message>
    <message>
        <source>A package of this name was made before, with other content. It stays as it is.</source>
        <translation>已有同名报送包，但内容不同；原包保持不变。</translation>
    </message>
    <message>
        <source>Give the next version number.</source>
        <translation>请填写下一个版本号。</translation>
    </message>
    <message>
        <source>Check that the disk of the temporary folder has room, and try again.</source>
        <translation>请确认临时文件夹所在磁盘空间充足，再重试。</translation>
    </message>
    <message>
        <source>The GeoPackage is damaged ({reason}).</source>
        <translation>GeoPackage 已损坏（{reason}）。</translation>
    </message>
    <message>
        <source>Ask the sender for the original file.</source>
        <translation>请向报送单位索取原件。</translation>
    </message>
    <message>
        <source>The GeoPackage is damaged.</source>
        <translation>GeoPackage 已损坏。</translation>
    </message>
    <message>
        <source>The GeoPackage has more than {limit} parcels.</source>
        <translation>GeoPackage 中的地块超过 {limit} 个。</translation>
    </message>
    <message>
        <source>The GeoPackage holds something besides the parcels: {name}.</source>
        <translation>GeoPackage 中含有地块以外的内容：{name}。</translation>
    </message>
    <message>
        <source>The GeoPackage doesn&apos;t list one layer of parcels.</source>
        <translation>GeoPackage 登记的不是唯一的地块图层。</translation>
    </message>
    <message>
        <source>The coordinate system isn&apos;t defined as EPSG:{epsg}.</source>
        <translation>坐标系的定义不是 EPSG:{epsg}。</translation>
    </message>
    <message>
        <source>The row of the GeoPackage can&apos;t be read ({reason}).</source>
        <translation>无法读取 GeoPackage 中的该行（{reason}）。</translation>
    </message>
    <message>
        <source>The columns of the GeoPackage aren&apos;t those of a submission.</source>
        <translation>GeoPackage 的列与报送格式不符。</translation>
    </message>
    <message>
        <source>Column {name} differs from the record.</source>
        <translation>列 {name} 与记录不一致。</translation>
    </message>
    <message>
        <source>Line {line} can&apos;t be read.</source>
        <translation>无法读取第 {line} 行。</translation>
    </message>
    <message>
        <source>The table can&apos;t be read ({reason}).</source>
        <translation>无法读取表格（{reason}）。</translation>
    </message>
    <message>
        <source>The package was changed after it was packed: its seal doesn&apos;t fit.</source>
        <translation>报送包打包后被改动（封签不符）。</translation>
    </message>
    <message>
        <source>The file is missing.</source>
        <translation>缺少该文件。</translation>
    </message>
    <message>
        <source>The file doesn&apos;t belong to a submission.</source>
        <translation>该文件不属于报送包。</translation>
    </message>
    <message>
        <source>It doesn&apos;t list the files of a submission.</source>
        <translation>其中所列文件与报送格式不符。</translation>
    </message>
    <message>
        <source>The file isn&apos;t the one that the manifest lists.</source>
        <translation>该文件与文件清单所列的不一致。</translation>
    </message>
    <message>
        <source>The package calls itself {name}.</source>
        <translation>报送包自身注明的名称为 {name}。</translation>
    </message>
    <message>
        <source>Its content can&apos;t be compared ({reason}).</source>
        <translation>无法比对其内容（{reason}）。</translation>
    </message>
    <message>
        <source>The manifest can&apos;t be read ({reason}).</source>
        <translation>无法读取文件清单（{reason}）。</translation>
    </message>
    <message>
        <source>The manifest names another rule set: {id}.</source>
        <translation>文件清单注明的是另一规则集：{id}。</translation>
    </message>
    <message>
        <source>The rule set can&apos;t be read ({reason}).</source>
        <translation>无法读取规则集（{reason}）。</translation>
    </message>
    <message>
        <source>The manifest states {parcels} parcels with {area} m² in EPSG:{epsg}; the layer has {count} with {total} m² in EPSG:{own}.</source>
        <translation>文件清单注明 {parcels} 个地块、{area} 平方米、EPSG:{epsg}；图层为 {count} 个、{total} 平方米、EPSG:{own}。</translation>
    </message>
    <message>
        <source>The shape measures {measured} m², the record states {stated} m².</source>
        <translation>图形面积为 {measured} 平方米，记录为 {stated} 平方米。</translation>
    </message>
    <message>
        <source>The shape is not the one whose hash the record states.</source>
        <translation>图形与记录的校验值不符。</translation>
    </message>
    <message>
        <source>It overlaps parcel {other} by {area} m².</source>
        <translation>与地块 {other} 重叠 {area} 平方米。</translation>
    </message>
    <message>
        <source>The TXT has {found} parcels, the layer {count}.</source>
        <translation>TXT 有 {found} 个地块，图层有 {count} 个。</translation>
    </message>
    <message>
        <source>Header, point names or other lines of the TXT aren&apos;t those of a submission.</source>
        <translation>TXT 的属性描述、点号或其他行与报送格式不符。</translation>
    </message>
    <message>
        <source>The TXT differs from the layer in: {items}.</source>
        <translation>TXT 与图层不一致的项：{items}。</translation>
    </message>
    <message>
        <source>The batch has no parcel.</source>
        <translation>该批次没有地块。</translation>
    </message>
    <message>
        <source>It belongs to batch {batch} of {system}.</source>
        <translation>该地块属于 {system} 的批次 {batch}。</translation>
    </message>
    <message>
        <source>The parcel number occurs more than once.</source>
        <translation>地块编号重复。</translation>
    </message>
    <message>
        <source>A parcel id occurs more than once.</source>
        <translation>地块标识重复。</translation>
    </message>
    <message>
        <source>The parcels aren&apos;t sorted by number.</source>
        <translation>地块未按编号排序。</translation>
    </message>
    <message>
        <source>Its verdict is {verdict}: {checks}.</source>
        <translation>检查结论为 {verdict}：{checks}。</translation>
    </message>
    <message>
        <source>It has no findings: nothing was checked.</source>
        <translation>没有检查结果：未作任何检查。</translation>
    </message>
    <message>
        <source>The check {run} is not what it was.</source>
        <translation>检查 {run} 的记录已被改动。</translation>
    </message>
    <message>
        <source>The check {run} was made for {county} {system} on {day}.</source>
        <translation>检查 {run} 针对 {county} 的 {system}，日期为 {day}。</translation>
    </message>
    <message>
        <source>The check {run} followed another rule set or version ({rule_set}): check its parcels again.</source>
        <translation>检查 {run} 依据的是另一规则集或版本（{rule_set}）：请重新检查其地块。</translation>
    </message>
    <message>
        <source>{document} isn&apos;t in force for {system} in county {county} on {day}.</source>
        <translation>{day}，{document} 对县级行政区 {county} 的 {system} 不适用。</translation>
    </message>
    <message>
        <source>The last step is not the one that the manifest names.</source>
        <translation>最后一步与文件清单注明的不符。</translation>
    </message>
    <message>
        <source>Step {number} of the history was changed.</source>
        <translation>历史记录第 {number} 步已被改动。</translation>
    </message>
    <message>
        <source>Step {number} lies after the day of the package.</source>
        <translation>历史记录第 {number} 步晚于报送包日期。</translation>
    </message>
    <message>
        <source>Step {number} is about another parcel.</source>
        <translation>历史记录第 {number} 步属于其他地块。</translation>
    </message>
    <message>
        <source>The history doesn&apos;t testify to this parcel as the layer has it.</source>
        <translation>历史记录与图层中的该地块不符。</translation>
    </message>
    <message>
        <source>Step {number} doesn&apos;t follow the one before.</source>
        <translation>历史记录第 {number} 步与前一步不衔接。</translation>
    </message>
    <message>
        <source>The history ends in state {state}.</source>
        <translation>历史记录的最终状态为 {state}。</translation>
    </message>
    <message>
        <source>Everything in the package agrees.</source>
        <translation>报送包各项内容一致。</translation>
    </message>
    <message>
        <source>{count} problems were found.</source>
        <translation>发现 {count} 个问题。</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>报送包</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Parcels</source>
        <translation>地块</translation>
    </message>
    <message>
        <source>Total area</source>
        <translation>总面积</translation>
    </message>
    <message>
        <source>Verification of a submission</source>
        <translation>报送包核验报告</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>{m2} m² = {mu} mu = {ha} ha</source>
        <translation>{m2} 平方米 = {mu} 亩 = {ha} 公顷</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Parcel</source>
        <translation>地块</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>问题说明</translation>
    </message>
    <message>
        <source>{count} more are not listed.</source>
        <translation>另有 {count} 个未列出。</translation>
    </message>
    <message>
        <source>The table has {found} rows, not {count}.</source>
        <translation>表格有 {found} 行，应为 {count} 行。</translation>
    </message>
    <message>
        <source>Check {check} differs from the layer.</source>
        <translation>检查 {check} 与图层不一致。</translation>
    </message>
    <message>
        <source>The two tables of findings give check {check} another sentence.</source>
        <translation>两份检查结果表对检查 {check} 的说明不一致。</translation>
    </message>
    <message>
        <source>The workbook has the sheets {names}.</source>
        <translation>工作簿的工作表为 {names}，与报送格式不符。</translation>
    </message>
    <message>
        <source>Title or heads of sheet {name} aren&apos;t those of a submission.</source>
        <translation>工作表 {name} 的标题或表头与报送格式不符。</translation>
    </message>
    <message>
        <source>Sheet {name} shows numbers in another way.</source>
        <translation>工作表 {name} 的数字格式与报送格式不符。</translation>
    </message>
    <message>
        <source>Sheet {name} has {found} rows, not {count}.</source>
        <translation>工作表 {name} 有 {found} 行，应为 {count} 行。</translation>
    </message>
    <message>
        <source>Cell {cell} of sheet {name} differs from the layer.</source>
        <translation>工作表 {name} 的单元格 {cell} 与图层不一致。</translation>
    </message>
    <message>
        <source>{count} cells of sheet {name} differ from the layer.</source>
        <translation>工作表 {name} 有 {count} 个单元格与图层不一致。</translation>
    </message>
    <message>
        <source>Something unexpected went wrong: {error}. Details are in the log.</source>
        <translation>发生意外错误：{error}。详情见日志。</translation>
    </message>
    <message>
        <source>Stopped; nothing was changed.</source>
        <translation>已停止，未作任何更改。</translation>
    </message>
    <message>
        <source>Zhanbu</source>
        <translation>占补</translation>
    </message>
    <message>
        <source>{number} mu</source>
        <translation>{number} 亩</translation>
    </message>
    <message>
        <source>{number} ha</source>
        <translation>{number} 公顷</translation>
    </message>
    <message>
        <source>The parcel was changed after its check. Check it again.</source>
        <translation>地块在检查后被改动。请重新检查。</translation>
    </message>
    <message>
        <source>The parcel was checked for {checked}, not for {system}. Check it with the rules of {system}.</source>
        <translation>地块按 {checked} 检查，不是 {system}。请按 {system} 的规则检查。</translation>
    </message>
    <message>
        <source>The parcel was checked for county {checked}, the pool belongs to county {county}. Use that county&apos;s pool.</source>
        <translation>地块按县级行政区 {checked} 检查，储备库属于 {county}。请使用相应的储备库。</translation>
    </message>
    <message>
        <source>No check was carried out on the parcel. Check it first.</source>
        <translation>地块未作任何检查。请先检查。</translation>
    </message>
    <message>
        <source>Checks were not carried out: {checks}. Give the missing layers and check the parcel again.</source>
        <translation>以下各项未检查：{checks}。请补充所缺图层后重新检查该地块。</translation>
    </message>
    <message>
        <source>The parcel is not eligible: {checks}. Cut out the part that fails, or choose another parcel.</source>
        <translation>地块不符合：{checks}。请切除不符合的部分，或另选地块。</translation>
    </message>
    <message>
        <source>The check is as of {checked}, later than the push as of {as_of}. Push with a later date.</source>
        <translation>检查的基准日期 {checked} 晚于入库的基准日期 {as_of}。请改用更晚的入库日期。</translation>
    </message>
    <message>
        <source>The check is {age} days old; at most {limit} are allowed. Check the parcel again.</source>
        <translation>检查已过 {age} 天，最多允许 {limit} 天。请重新检查该地块。</translation>
    </message>
    <message>
        <source>Rule set {rule_set} is not in force on {as_of}. Check the parcel with the rules in force.</source>
        <translation>规则集 {rule_set} 在 {as_of} 不在有效期内。请按有效的规则检查该地块。</translation>
    </message>
    <message>
        <source>Rule set {rule_set} was changed after the check. Check the parcel again.</source>
        <translation>规则集 {rule_set} 在检查后有改动。请重新检查该地块。</translation>
    </message>
    <message>
        <source>The pool holds this parcel already, as {uid}.</source>
        <translation>该地块已在储备库中，标识为 {uid}。</translation>
    </message>
    <message>
        <source>Survey parcel {bsm} of {year} (part {part}) is claimed by {holder} already. Check which of the two is meant; pieces of one survey parcel need part numbers.</source>
        <translation>图斑 {bsm}（{year}，部件 {part}）已由 {holder} 申报。请核对应以哪个为准；同一图斑的各分块须有部件号。</translation>
    </message>
    <message>
        <source>an unknown year</source>
        <translation>年份不详</translation>
    </message>
    <message>
        <source>{area} m² of the ground is claimed by {holder} already. Cut the common part out of one of the two.</source>
        <translation>{area} 平方米已由 {holder} 申报。请从其中一个地块切除重叠部分。</translation>
    </message>
    <message>
        <source>A pool is a GeoPackage; its name ends in .gpkg.</source>
        <translation>储备库为 GeoPackage 文件，文件名以 .gpkg 结尾。</translation>
    </message>
    <message>
        <source>Give a name such as {name}.</source>
        <translation>请填写形如 {name} 的名称。</translation>
    </message>
    <message>
        <source>The file exists already, and a pool never replaces a file.</source>
        <translation>文件已存在；新建储备库不会覆盖已有文件。</translation>
    </message>
    <message>
        <source>Give another name, or go on working with the pool that is there.</source>
        <translation>请改用其他名称，或继续使用已有的储备库。</translation>
    </message>
    <message>
        <source>EPSG:{epsg} ({name}) is not a Gauss–Krüger zone of CGCS2000, in which a pool keeps its parcels.</source>
        <translation>EPSG:{epsg}（{name}）不是 CGCS2000 高斯-克吕格分带坐标系，储备库地块须采用该类坐标系。</translation>
    </message>
    <message>
        <source>Choose the county&apos;s zone, for example EPSG:4527 (3-degree zone 39).</source>
        <translation>请选择本县所在的分带，例如 EPSG:4527（3 度带 39 带）。</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>没有该文件。</translation>
    </message>
    <message>
        <source>Choose the pool (a .gpkg file), or create a new one.</source>
        <translation>请选择储备库（.gpkg 文件），或新建储备库。</translation>
    </message>
    <message>
        <source>This GeoPackage is not a reserve pool; it belongs to another program.</source>
        <translation>该 GeoPackage 不是储备库，属于其他软件。</translation>
    </message>
    <message>
        <source>Choose the pool, or create a new one under another name.</source>
        <translation>请选择储备库，或用其他名称新建储备库。</translation>
    </message>
    <message>
        <source>The pool was made by a newer version of this plugin (schema {found}, this version knows {known}).</source>
        <translation>储备库由更新版本的插件建立（库结构版本 {found}，本版本支持到 {known}）。</translation>
    </message>
    <message>
        <source>Install the newer version of the plugin; the pool was not touched.</source>
        <translation>请安装更新版本的插件；储备库未作任何改动。</translation>
    </message>
    <message>
        <source>The file is damaged: {reason}.</source>
        <translation>文件已损坏：{reason}。</translation>
    </message>
    <message>
        <source>Row {row} of table {table} refers to nothing in {parent}.</source>
        <translation>表 {table} 第 {row} 行在 {parent} 中没有对应记录。</translation>
    </message>
    <message>
        <source>The pool&apos;s own safeguard {name} was removed or changed.</source>
        <translation>储备库自身的保护措施 {name} 被移除或改动。</translation>
    </message>
    <message>
        <source>The pool&apos;s record of schema changes is not that of this version.</source>
        <translation>储备库的结构变更记录与本版本不符。</translation>
    </message>
    <message>
        <source>Parcel {uid} lacks its claim, event, check or findings, or disagrees with them.</source>
        <translation>地块 {uid} 缺少占位、历史、检查或检查结果记录，或与其不一致。</translation>
    </message>
    <message>
        <source>Table {table} holds a row of {uid} that belongs to no parcel.</source>
        <translation>表 {table} 中 {uid} 的一行不属于任何地块。</translation>
    </message>
    <message>
        <source>The spatial index doesn&apos;t know where parcel {uid} is.</source>
        <translation>空间索引中没有地块 {uid} 的正确位置。</translation>
    </message>
    <message>
        <source>The spatial index holds {count} boxes of no parcel.</source>
        <translation>空间索引中有 {count} 个范围不属于任何地块。</translation>
    </message>
    <message>
        <source>The pool refused the change: {reason}.</source>
        <translation>储备库拒绝更改：{reason}。</translation>
    </message>
    <message>
        <source>Nothing was written. Check the pool, and restore a backup if it is damaged.</source>
        <translation>未写入任何内容。请检查储备库；如已损坏，请恢复备份。</translation>
    </message>
    <message>
        <source>The pool is damaged: {reason}.</source>
        <translation>储备库已损坏：{reason}。</translation>
    </message>
    <message>
        <source>Restore the last backup of the pool; a copy that was cut off while copying is no use.</source>
        <translation>请恢复储备库的最近备份；复制中断的副本不能使用。</translation>
    </message>
    <message>
        <source>The file or its folder can&apos;t be used: {reason}.</source>
        <translation>无法使用该文件或其文件夹：{reason}。</translation>
    </message>
    <message>
        <source>Choose a folder on a local disk where you may write.</source>
        <translation>请选择有权写入的本机文件夹。</translation>
    </message>
    <message>
        <source>The pool is busy: another program is writing to it.</source>
        <translation>储备库正忙：其他程序正在写入。</translation>
    </message>
    <message>
        <source>Nothing was written. Finish edits of the pool in other QGIS windows or on other computers and try again.</source>
        <translation>未写入任何内容。请在其他 QGIS 窗口或其他电脑上结束对储备库的编辑后重试。</translation>
    </message>
    <message>
        <source>The disk is full or can&apos;t be written.</source>
        <translation>磁盘已满或无法写入。</translation>
    </message>
    <message>
        <source>Nothing was written. Make room on the disk that holds the pool and try again.</source>
        <translation>未写入任何内容。请清理储备库所在磁盘的空间后重试。</translation>
    </message>
    <message>
        <source>The pool or its folder {folder} is read-only.</source>
        <translation>储备库或其文件夹 {folder} 为只读。</translation>
    </message>
    <message>
        <source>Nothing was written. Copy the pool into a folder where you may write, and use the copy.</source>
        <translation>未写入任何内容。请将储备库复制到有权写入的文件夹，再使用该副本。</translation>
    </message>
    <message>
        <source>This file is not a GeoPackage.</source>
        <translation>该文件不是 GeoPackage。</translation>
    </message>
    <message>
        <source>The pool is damaged or was cut off while copying.</source>
        <translation>储备库已损坏，或复制时中断。</translation>
    </message>
    <message>
        <source>The history is broken at entry {number}.</source>
        <translation>历史记录在第 {number} 步中断。</translation>
    </message>
    <message>
        <source>The shape of {uid} is not the one that entered.</source>
        <translation>{uid} 的图形与入库时不同。</translation>
    </message>
    <message>
        <source>The area of {uid} is {stated} m², its shape measures {measured} m².</source>
        <translation>{uid} 的面积为 {stated} 平方米，图形面积为 {measured} 平方米。</translation>
    </message>
    <message>
        <source>The verdict of {uid} doesn&apos;t follow from its findings.</source>
        <translation>{uid} 的检查结论与检查结果不符。</translation>
    </message>
    <message>
        <source>The record of {uid} is not the one that entered.</source>
        <translation>{uid} 的记录与入库时不同。</translation>
    </message>
    <message>
        <source>{first} and {second} claim the same {area} m².</source>
        <translation>{first} 与 {second} 重复申报 {area} 平方米。</translation>
    </message>
    <message>
        <source>“{system}” is not a system of reserve pools.</source>
        <translation>“{system}”不是储备库的平衡类型。</translation>
    </message>
    <message>
        <source>Choose one of {systems}.</source>
        <translation>请从以下各项中选择：{systems}。</translation>
    </message>
    <message>
        <source>“{batch}” can't be the name of a batch.</source>
        <translation>“{batch}”不能作为批次名称。</translation>
    </message>
    <message>
        <source>Another parcel of this push has the same id. Give each parcel its own id.</source>
        <translation>本次入库的另一地块标识相同。每个地块应有唯一标识。</translation>
    </message>
    <message>
        <source>The pool has no batch “{batch}” of {system}.</source>
        <translation>储备库中没有 {system} 的批次“{batch}”。</translation>
    </message>
    <message>
        <source>Choose one of: {batches}.</source>
        <translation>请从以下批次中选择：{batches}。</translation>
    </message>
    <message>
        <source>The parcel has no shape.</source>
        <translation>地块没有图形。</translation>
    </message>
    <message>
        <source>The shape can&apos;t be moved into the pool&apos;s coordinate system.</source>
        <translation>图形无法转换到储备库的坐标系。</translation>
    </message>
    <message>
        <source>On the pool&apos;s grid of 0.1 mm: {reason}</source>
        <translation>按储备库 0.1 毫米的坐标精度：{reason}</translation>
    </message>
    <message>
        <source>The shape has no area.</source>
        <translation>图形没有面积。</translation>
    </message>
    <message>
        <source>The shape is a {type}, not a polygon.</source>
        <translation>图形为 {type}，不是面。</translation>
    </message>
    <message>
        <source>The shape has a vertex without coordinates.</source>
        <translation>图形有一个没有坐标的点。</translation>
    </message>
    <message>
        <source>The shape is invalid: {reason}.</source>
        <translation>图形无效：{reason}。</translation>
    </message>
    <message>
        <source>The stated area {stated} m² is not the shape's area {measured} m².</source>
        <translation>填写的面积 {stated} 平方米与图形面积 {measured} 平方米不符。</translation>
    </message>
    <message>
        <source>Survey</source>
        <translation>调查</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Reserve pool</source>
        <translation>储备库</translation>
    </message>
    <message>
        <source>Submission</source>
        <translation>报送</translation>
    </message>
    <message>
        <source>The run was cancelled; nothing was changed.</source>
        <translation>运行已取消，未作任何更改。</translation>
    </message>
    <message>
        <source>As of (ISO date)</source>
        <translation>基准日期（ISO）</translation>
    </message>
    <message>
        <source>Day whose rules apply, for example 2026-11-21. Empty means today.</source>
        <translation>按哪一天的规则办理，例如 2026-11-21。留空为今天。</translation>
    </message>
    <message>
        <source>{name}: give a file.</source>
        <translation>{name}：请指定文件。</translation>
    </message>
    <message>
        <source>Class codes that the survey&apos;s table doesn&apos;t know: {codes}. They were left out.</source>
        <translation>以下地类编码不在调查地类表中，未列入：{codes}。</translation>
    </message>
    <message>
        <source>{count} possible sources are of surveys older than {year} and were left out.</source>
        <translation>{count} 个可作来源的图斑早于 {year} 年调查，未列入。</translation>
    </message>
    <message>
        <source>Check parcels</source>
        <translation>检查地块</translation>
    </message>
    <message>
        <source>Polygons to check, with the survey&apos;s fields. Only the selected ones, if you say so.</source>
        <translation>待检查的图斑，含调查字段。可只检查选中的图斑。</translation>
    </message>
    <message>
        <source>DEM</source>
        <translation>高程数据（DEM）</translation>
    </message>
    <message>
        <source>Elevation model in any coordinate reference system, with cells of 5 m or so.</source>
        <translation>任意坐标系的高程数据，格网以 5 米左右为宜。</translation>
    </message>
    <message>
        <source>GeoPackage of the county&apos;s pool, to find ground that is claimed already.</source>
        <translation>本县储备库的 GeoPackage 文件，用于查找已申报的地块。</translation>
    </message>
    <message>
        <source>Parcel id</source>
        <translation>地块标识</translation>
    </message>
    <message>
        <source>Field that names the parcels in findings. Empty means BSM, else the feature id.</source>
        <translation>检查结果中用来标识地块的字段。留空则取 BSM，没有时取要素编号。</translation>
    </message>
    <message>
        <source>Checked parcels</source>
        <translation>已检查地块</translation>
    </message>
    <message>
        <source>The input with measures, verdict and reasons; push it to the pool. Save it as GeoPackage.</source>
        <translation>输入图层，加上量算值、检查结论和原因，用于入库。请存为 GeoPackage。</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>One row for every parcel and check.</source>
        <translation>每个地块的每项检查一行。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Page to read and print: rules, parameters, counts, reasons.</source>
        <translation>可阅读和打印的页面：规则、参数、数量、原因。</translation>
    </message>
    <message>
        <source>Parcels checked</source>
        <translation>检查地块数</translation>
    </message>
    <message>
        <source>Eligible</source>
        <translation>符合</translation>
    </message>
    <message>
        <source>Eligible with a waiver</source>
        <translation>须批准</translation>
    </message>
    <message>
        <source>Not eligible</source>
        <translation>不符合</translation>
    </message>
    <message>
        <source>Not completely checked</source>
        <translation>未查全</translation>
    </message>
    <message>
        <source>{check}: {failed} failed, {unknown} not checked</source>
        <translation>{check}：不通过 {failed} 个，未检查 {unknown} 个</translation>
    </message>
    <message>
        <source>Overlaps with constraint layers</source>
        <translation>与约束图层重叠分析</translation>
    </message>
    <message>
        <source>Adds, for every role with a layer, the area of each polygon that the layer covers: ov_&lt;role&gt; in m² on the ellipsoid. Ground that a layer covers twice counts once. A role without a layer is NULL, not 0. Invalid polygons are measured as repaired and named in the log.</source>
        <translation>对每个提供了图层的角色，计算各图斑被该图层覆盖的椭球面积（平方米），写入 ov_&lt;role&gt;。同一图层重复覆盖的只计一次。未提供图层的角色为 NULL，不是 0。无效图形修复后量算，并记入日志。</translation>
    </message>
    <message>
        <source>Polygons</source>
        <translation>图斑</translation>
    </message>
    <message>
        <source>Polygons to compare with the constraint layers.</source>
        <translation>与约束图层比对的图斑。</translation>
    </message>
    <message>
        <source>Polygons with overlaps</source>
        <translation>带重叠面积的图斑</translation>
    </message>
    <message>
        <source>The input with a column for every role.</source>
        <translation>输入图层，每个角色增加一列。</translation>
    </message>
    <message>
        <source>Zone number</source>
        <translation>带号</translation>
    </message>
    <message>
        <source>{file}, line {line}: {text}</source>
        <translation>{file}，第 {line} 行：{text}</translation>
    </message>
    <message>
        <source>… and {count} more remarks.</source>
        <translation>……另有 {count} 条说明。</translation>
    </message>
    <message>
        <source>Create a reserve pool</source>
        <translation>新建储备库</translation>
    </message>
    <message>
        <source>New pool</source>
        <translation>新储备库</translation>
    </message>
    <message>
        <source>Six digits of the county.</source>
        <translation>六位县级行政区代码。</translation>
    </message>
    <message>
        <source>County code</source>
        <translation>县级行政区代码</translation>
    </message>
    <message>
        <source>Coordinate reference system</source>
        <translation>坐标系</translation>
    </message>
    <message>
        <source>The county's CGCS2000 Gauss–Krüger zone, for example EPSG:4527.</source>
        <translation>本县所在的 CGCS2000 高斯-克吕格分带，例如 EPSG:4527。</translation>
    </message>
    <message>
        <source>CRS: choose the county's CGCS2000 Gauss–Krüger zone, for example EPSG:4527.</source>
        <translation>CRS：请选择本县所在的 CGCS2000 高斯-克吕格分带，例如 EPSG:4527。</translation>
    </message>
    <message>
        <source>The elevation model can&apos;t be opened.</source>
        <translation>无法打开高程数据。</translation>
    </message>
    <message>
        <source>Check the path and the format of the DEM.</source>
        <translation>请核对高程数据的路径和格式。</translation>
    </message>
    <message>
        <source>The elevation model comes from a service, not from a file.</source>
        <translation>高程数据来自网络服务，不是文件。</translation>
    </message>
    <message>
        <source>Export it to a GeoTIFF first (Layer ▸ Save As).</source>
        <translation>请先导出为 GeoTIFF（图层 ▸ 另存为）。</translation>
    </message>
    <message>
        <source>{name}: {width} × {height} cells of {cell:.1f} m, {crs}</source>
        <translation>{name}：{width} × {height} 个格网，格网 {cell:.1f} 米，{crs}</translation>
    </message>
    <message>
        <source>{name} marks no missing data: every cell counts as measured ground.</source>
        <translation>{name} 未标明无数据值：所有格网均按实测高程处理。</translation>
    </message>
    <message>
        <source>{name} has cells of {cell:.1f} m; above {limit} m slopes come out too gentle.</source>
        <translation>{name} 的格网为 {cell:.1f} 米；大于 {limit} 米时坡度偏缓。</translation>
    </message>
    <message>
        <source>Ellipsoidal area by the survey&apos;s formula</source>
        <translation>椭球面积（按国土调查公式）</translation>
    </message>
    <message>
        <source>Adds the area of each polygon on the CGCS2000 ellipsoid, computed as the land survey computes it: area_m2 (0.01 m²), area_mu and area_ha. Works in any coordinate reference system. A polygon that isn't valid is measured as repaired, and named in the log; one without a shape gets no area.</source>
        <translation>按国土调查的方法计算各图斑在 CGCS2000 椭球上的面积，写入 area_m2（精确到 0.01 平方米）、area_mu 和 area_ha。适用于任意坐标系。无效图形修复后量算，并记入日志；没有图形的不写面积。</translation>
    </message>
    <message>
        <source>Polygon layer to measure.</source>
        <translation>待量算的面图层。</translation>
    </message>
    <message>
        <source>The input with its areas.</source>
        <translation>输入图层，加上面积。</translation>
    </message>
    <message>
        <source>Measured polygons</source>
        <translation>已量算图斑</translation>
    </message>
    <message>
        <source>Export parcel coordinates (TXT)</source>
        <translation>导出界址点坐标（TXT）</translation>
    </message>
    <message>
        <source>Writes polygons as a parcel-coordinate TXT: north first, easting with zone number, rings closed by their first point, ellipsoid area in hectares. Parts of a parcel get a head line each with the same number. The file is read back and compared before it is saved; an invalid polygon stops the export.</source>
        <translation>将面图层写为坐标 TXT：北坐标在前，东坐标含带号，各圈以起点闭合，面积为以公顷为单位的椭球面积。多部件地块的每个部件各写一个地块行，编号相同。保存前会读回文件并比对；遇到无效图形即停止导出。</translation>
    </message>
    <message>
        <source>Polygon layer in any coordinate reference system. A field named like one of the template&apos;s items is written as that item.</source>
        <translation>任意坐标系的面图层。与模板项同名的字段写入该项。</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Items of the head line: standard9, supplement12 (补充耕地) or graded13 (with grades before and after).</source>
        <translation>地块行的项：standard9（标准）、supplement12（补充耕地）或 graded13（含改造前后等别）。</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Encoding of the text; filing systems usually expect GBK.</source>
        <translation>文本编码；报备系统一般要求 GBK。</translation>
    </message>
    <message>
        <source>Decimals</source>
        <translation>小数位数</translation>
    </message>
    <message>
        <source>Decimals of the coordinates. Four keep the survey&apos;s own precision; some filing systems want three.</source>
        <translation>坐标的小数位数。四位与调查计算精度一致；有的报备系统要求三位。</translation>
    </message>
    <message>
        <source>Zone number to project to. Empty keeps the layer&apos;s own zone, or takes that of its middle.</source>
        <translation>投影到的带号。留空则保持图层自身的带，或取图层中部所在的带。</translation>
    </message>
    <message>
        <source>Coordinate file</source>
        <translation>坐标文件</translation>
    </message>
    <message>
        <source>Coordinate TXT (*.txt)</source>
        <translation>坐标 TXT (*.txt)</translation>
    </message>
    <message>
        <source>File to write.</source>
        <translation>要写出的文件。</translation>
    </message>
    <message>
        <source>Number of parcels</source>
        <translation>地块数</translation>
    </message>
    <message>
        <source>Field with the parcel number (地块编号). Empty: field “number”, else 1, 2, 3 …</source>
        <translation>地块编号字段。留空：取“number”字段，否则编为 1、2、3……</translation>
    </message>
    <message>
        <source>Field with the parcel name (地块名称). Empty: field “name”, else none.</source>
        <translation>地块名称字段。留空：取“name”字段，否则不填。</translation>
    </message>
    <message>
        <source>Parcel number</source>
        <translation>地块编号</translation>
    </message>
    <message>
        <source>Parcel name</source>
        <translation>地块名称</translation>
    </message>
    <message>
        <source>Use of every parcel (地块用途). Empty takes it from the field “use”, if there is one.</source>
        <translation>各地块的用途（地块用途）。留空则取“use”字段（如有）。</translation>
    </message>
    <message>
        <source>Producing unit</source>
        <translation>数据产生单位</translation>
    </message>
    <message>
        <source>Unit that produced the data (数据产生单位).</source>
        <translation>产生数据的单位（数据产生单位）。</translation>
    </message>
    <message>
        <source>Date (ISO)</source>
        <translation>日期（ISO）</translation>
    </message>
    <message>
        <source>Date of production, for example 2026-11-21. Empty leaves it out.</source>
        <translation>数据产生日期，例如 2026-11-21。留空则不填。</translation>
    </message>
    <message>
        <source>Land use</source>
        <translation>地块用途</translation>
    </message>
    <message>
        <source>{output} can&apos;t be written: {reason}. Check the disk and the folder&apos;s permissions.</source>
        <translation>无法写出 {output}：{reason}。请检查磁盘和文件夹权限。</translation>
    </message>
    <message>
        <source>Export a submission</source>
        <translation>导出报送包</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Running number of the submission in its year.</source>
        <translation>当年报送的顺序号。</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本号</translation>
    </message>
    <message>
        <source>1 for the first; one more each time that the city has returned it.</source>
        <translation>首次报送为 1；每被市级退回一次加 1。</translation>
    </message>
    <message>
        <source>File to write; in a folder&apos;s place, the package gets its official name there.</source>
        <translation>要写出的文件；如为文件夹，则在其中按规定名称命名。</translation>
    </message>
    <message>
        <source>Area (m²)</source>
        <translation>面积（平方米）</translation>
    </message>
    <message>
        <source>SHA-256 of the package</source>
        <translation>报送包的 SHA-256</translation>
    </message>
    <message>
        <source>PACKAGE: {file} is there already and differs. Choose another name.</source>
        <translation>PACKAGE：{file} 已存在且内容不同。请改用其他名称。</translation>
    </message>
    <message>
        <source>PACKAGE: {file} can&apos;t be written ({reason}).</source>
        <translation>PACKAGE：无法写出 {file}（{reason}）。</translation>
    </message>
    <message>
        <source>Import parcel coordinates (TXT)</source>
        <translation>导入界址点坐标（TXT）</translation>
    </message>
    <message>
        <source>Reads a parcel-coordinate TXT with any of the known head lines. What can be repaired without guessing is repaired and named in the log with its line; anything else stops the import with the line and the way out. area_m2 is the ellipsoid area, plane_m2 the area in the projection, stated_ha what the file states, and stated_is which of the two that is (both, ellipsoid, plane, neither, unstated).</source>
        <translation>读取各种已知地块行格式的坐标 TXT。不靠猜测即可修复的问题会修复，并在日志中注明行号；其他问题会停止导入，并给出行号和解决办法。area_m2 为椭球面积，plane_m2 为投影平面面积，stated_ha 为文件填写的面积，stated_is 说明填写的是哪一种（both 两者皆符、ellipsoid 椭球、plane 平面、neither 都不符、unstated 未填写）。</translation>
    </message>
    <message>
        <source>Coordinate TXT (*.txt *.csv);;All files (*)</source>
        <translation>坐标 TXT (*.txt *.csv);;所有文件 (*)</translation>
    </message>
    <message>
        <source>TXT with [属性描述] and [地块坐标], or a plain list of points (name, X, Y).</source>
        <translation>含 [属性描述] 和 [地块坐标] 的 TXT，或单纯的点表（点号、X、Y）。</translation>
    </message>
    <message>
        <source>Encoding of the text; auto tries UTF-8 and then GB18030, which includes GBK.</source>
        <translation>文本编码；auto 先试 UTF-8，再试 GB18030（含 GBK）。</translation>
    </message>
    <message>
        <source>Zone number of eastings without prefix, where the file doesn&apos;t state it.</source>
        <translation>文件未写明时，未加带号的东坐标所在的带号。</translation>
    </message>
    <message>
        <source>Turn swapped axes round</source>
        <translation>对调颠倒的坐标轴</translation>
    </message>
    <message>
        <source>Accept files whose digits prove that X is east and Y north. Without it they are refused.</source>
        <translation>接受位数可证明 X 为东、Y 为北的文件。不勾选则拒绝导入。</translation>
    </message>
    <message>
        <source>Join parts with the same number</source>
        <translation>合并编号相同的部件</translation>
    </message>
    <message>
        <source>Consecutive heads with the same number, name and items become one parcel of several parts.</source>
        <translation>相邻且编号、名称和各项都相同的地块行合并为一个多部件地块。</translation>
    </message>
    <message>
        <source>Imported parcels</source>
        <translation>导入的地块</translation>
    </message>
    <message>
        <source>Parcels in the CGCS2000 zone of the file, with the items of its head lines.</source>
        <translation>文件所在 CGCS2000 分带中的地块，带有地块行的各项。</translation>
    </message>
    <message>
        <source>Number of remarks</source>
        <translation>说明条数</translation>
    </message>
    <message>
        <source>Balance of the reserve pool</source>
        <translation>储备库余额</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>余额</translation>
    </message>
    <message>
        <source>Available (m²)</source>
        <translation>可用面积（平方米）</translation>
    </message>
    <message>
        <source>Zhanbu: reserve pools for land-supplement balance</source>
        <translation>占补：占补平衡储备库</translation>
    </message>
    <message>
        <source>Push to the reserve pool</source>
        <translation>地块入库</translation>
    </message>
    <message>
        <source>Enters checked parcels into the pool, with claim and event, all in one transaction. A parcel is refused, with a reason, when its verdict doesn&apos;t allow it, its check is stale or was changed since, or its ground or survey id is claimed already. Refused parcels don&apos;t hold up the others.</source>
        <translation>将已检查地块录入储备库，同时登记占位和历史记录，一次完成。检查结论不允许、检查已过期或检查后有改动、位置或标识码已被申报的地块不予入库，并说明原因。个别地块未入库不影响其他地块。</translation>
    </message>
    <message>
        <source>Output of “Check parcels”, unchanged. Only the selected ones, if you say so.</source>
        <translation>“检查地块”的输出，不得改动。可只处理选中的地块。</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>In whose name the parcels are entered, for example COUNTY_NR.</source>
        <translation>以何种身份入库，例如 COUNTY_NR（县级自然资源部门）。</translation>
    </message>
    <message>
        <source>Refusals</source>
        <translation>未入库原因</translation>
    </message>
    <message>
        <source>Refused parcels with a reason each.</source>
        <translation>未入库的地块及其原因。</translation>
    </message>
    <message>
        <source>Admitted parcels</source>
        <translation>已入库地块数</translation>
    </message>
    <message>
        <source>Refused parcels</source>
        <translation>未入库地块数</translation>
    </message>
    <message>
        <source>The check&apos;s columns can&apos;t be read: they were edited, or cut by a format with short texts. Check again and save the result as GeoPackage.</source>
        <translation>无法读取检查成果的列：已被编辑，或因文件格式限制而截断。请重新检查，并将结果存为 GeoPackage。</translation>
    </message>
    <message>
        <source>Polygon layer in any coordinate reference system. Without it, checks that need it stay open.</source>
        <translation>任意坐标系的面图层。不提供时，相关检查按未检查处理。</translation>
    </message>
    <message>
        <source>Polygon of the county, to find parcels that lie outside or across its boundary.</source>
        <translation>县界面图层，用于查找在县界外或跨县界的地块。</translation>
    </message>
    <message>
        <source>{role}: {layer} can&apos;t be opened. Check the path, or leave it empty.</source>
        <translation>{role}：无法打开 {layer}。请核对路径，或留空。</translation>
    </message>
    <message>
        <source>Rule set</source>
        <translation>规则集</translation>
    </message>
    <message>
        <source>Six digits of the submitting county. Empty means the pool&apos;s county, where a pool is given.</source>
        <translation>报送县的六位代码。留空则取储备库所属的县（如提供了储备库）。</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>State whose parcels are examined, for example CANDIDATE. Empty means the regulation&apos;s first state.</source>
        <translation>检查哪个状态的地块，例如 CANDIDATE（候选）。留空则取该办法的第一个状态。</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>补充类别</translation>
    </message>
    <message>
        <source>How the land becomes a supplement: restored, reclaimed or rehabilitated. Empty takes the layer's field “category”, else what the class suggests.</source>
        <translation>补充耕地的方式：恢复（RESTORE）、新开垦（RECLAIM）或复垦（REHAB）。留空则取图层的“category”字段，没有时按地类推定。</translation>
    </message>
    <message>
        <source>Select possible sources</source>
        <translation>筛选补充来源图斑</translation>
    </message>
    <message>
        <source>Keeps the survey polygons whose class, planting code and survey year make them a possible source under the rule set, with the clause, the category that it suggests and a priority (1 comes first). Nothing is measured here; check what you select.</source>
        <translation>按地类、种植属性代码和调查年份，筛选规则集允许作为补充来源的图斑，并列出条款、推定的补充类别和优先级（1 最优先）。此处不作量算；选定后请检查地块。</translation>
    </message>
    <message>
        <source>Survey polygons (DLTB)</source>
        <translation>地类图斑（DLTB）</translation>
    </message>
    <message>
        <source>Layer of land polygons with the survey&apos;s fields.</source>
        <translation>带有调查字段的地类图斑图层。</translation>
    </message>
    <message>
        <source>Possible sources</source>
        <translation>补充来源图斑</translation>
    </message>
    <message>
        <source>Selected polygons with clause, category and priority.</source>
        <translation>选出的图斑，带条款、补充类别和优先级。</translation>
    </message>
    <message>
        <source>Number of possible sources</source>
        <translation>补充来源图斑数</translation>
    </message>
    <message>
        <source>Slope and slope grades</source>
        <translation>坡度与坡度级别</translation>
    </message>
    <message>
        <source>Adds the slope of each polygon from a DEM by the exact cover of its cells: slope_deg (mean in degrees), slope_gr (grade 1–5 with the largest share: up to 2°, 6°, 15°, 25° and above), slope_g1 to slope_g5 (share of the area in each grade), slope_over (share at or above the limit) and slope_na (share without data: nodata, the DEM's border, ground beyond it). Shares and slope_na make 1; where slope_na is 1, the mean, the grade and slope_over are NULL. The official grade comes from the survey's slope map; this one is for reference. Invalid polygons are measured as repaired and named in the log.</source>
        <translation>按格网的实际覆盖面积，由高程数据计算各图斑的坡度：slope_deg（平均坡度，度）、slope_gr（面积最大的坡度级别 1–5：2 度以下、2–6 度、6–15 度、15–25 度、25 度以上）、slope_g1 至 slope_g5（各级别面积占比）、slope_over（达到限值的面积占比）和 slope_na（无数据的面积占比：无数据值、高程数据边缘及范围外）。各级占比与 slope_na 之和为 1；slope_na 为 1 时，平均坡度、级别和 slope_over 为 NULL。法定坡度级别以调查坡度图为准，此结果仅供参考。无效图形修复后量算，并记入日志。</translation>
    </message>
    <message>
        <source>Polygons to measure, in any coordinate reference system.</source>
        <translation>待量算的图斑，坐标系不限。</translation>
    </message>
    <message>
        <source>Limit (degrees)</source>
        <translation>限值（度）</translation>
    </message>
    <message>
        <source>Ground of this slope or more counts in slope_over.</source>
        <translation>达到该坡度的面积计入 slope_over。</translation>
    </message>
    <message>
        <source>The input with slopes.</source>
        <translation>输入图层，加上坡度。</translation>
    </message>
    <message>
        <source>Polygons with slopes</source>
        <translation>带坡度的图斑</translation>
    </message>
    <message>
        <source>{layer}: {count} polygons have no slope, for the DEM has no data there: {ids}</source>
        <translation>{layer}：{count} 个图斑没有坡度，因为高程数据在该处无数据：{ids}</translation>
    </message>
    <message>
        <source>Set it in the layer&apos;s properties, as the survey states it, and try again.</source>
        <translation>请按调查成果的说明在图层属性中设置，再重试。</translation>
    </message>
    <message>
        <source>{layer}, feature {fid}: {text}</source>
        <translation>{layer}，要素 {fid}：{text}</translation>
    </message>
    <message>
        <source>System</source>
        <translation>平衡类型</translation>
    </message>
    <message>
        <source>CROP: cropland balance. FOREST: forest balance. INOUT: yearly in and out of cropland.</source>
        <translation>CROP：耕地占补平衡。FOREST：林地占补平衡。INOUT：耕地年度进出平衡。</translation>
    </message>
    <message>
        <source>Name of the batch, for example 2026-01.</source>
        <translation>批次名称，例如 2026-01。</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Verify a submission</source>
        <translation>核验报送包</translation>
    </message>
    <message>
        <source>ZIP file that a county has submitted.</source>
        <translation>县级报送的 ZIP 文件。</translation>
    </message>
    <message>
        <source>One row for every problem found.</source>
        <translation>每个问题一行。</translation>
    </message>
    <message>
        <source>Page to read and print.</source>
        <translation>可阅读和打印的页面。</translation>
    </message>
    <message>
        <source>Package is valid</source>
        <translation>报送包有效</translation>
    </message>
    <message>
        <source>Number of problems</source>
        <translation>问题数</translation>
    </message>
    <message>
        <source>Check of parcels</source>
        <translation>地块检查报告</translation>
    </message>
    <message>
        <source>Verdicts</source>
        <translation>检查结论</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>检查结论</translation>
    </message>
    <message>
        <source>Area (mu)</source>
        <translation>面积（亩）</translation>
    </message>
    <message>
        <source>Area (ha)</source>
        <translation>面积（公顷）</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>检查项</translation>
    </message>
    <message>
        <source>Clause</source>
        <translation>条款</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>检查内容</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>不通过</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>未检查</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>取值</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>取值依据</translation>
    </message>
    <message>
        <source>Layers used</source>
        <translation>所用图层</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>基准日期</translation>
    </message>
    <message>
        <source>County</source>
        <translation>县级行政区</translation>
    </message>
    <message>
        <source>The temporary folder can&apos;t be written ({reason}).</source>
        <translation>无法写入临时文件夹（{reason}）。</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>地类</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>坐落</translation>
    </message>
    <message>
        <source>Every check is passed.</source>
        <translation>各项检查均通过。</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>实测值</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>限值</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据来源</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>处理办法</translation>
    </message>
    <message>
        <source>Parcel / check</source>
        <translation>地块 / 检查内容</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>（无）</translation>
    </message>
    <message>
        <source>Layer that plays the role: {role}</source>
        <translation>用作“{role}”的图层</translation>
    </message>
    <message>
        <source>{count} parcels tagged.</source>
        <translation>已标记 {count} 个地块。</translation>
    </message>
    <message>
        <source>{count} parcels untagged.</source>
        <translation>已取消标记 {count} 个地块。</translation>
    </message>
    <message>
        <source>{count} possible sources are selected on the map. Tag them, or narrow them down.</source>
        <translation>地图上已选中 {count} 个补充来源图斑。请标记，或进一步筛选。</translation>
    </message>
    <message>
        <source>Zhanbu: possible sources</source>
        <translation>占补：筛选补充来源图斑</translation>
    </message>
    <message>
        <source>it has no class field (DLBM), so it isn&apos;t the survey&apos;s land polygons.</source>
        <translation>没有地类编码字段（DLBM），不是地类图斑图层。</translation>
    </message>
    <message>
        <source>{count} tagged parcels are no longer in the layer {name}.</source>
        <translation>{count} 个已标记地块已不在图层 {name} 中。</translation>
    </message>
    <message>
        <source>Nothing is selected in the layer {name}. Select parcels on the map first.</source>
        <translation>图层 {name} 中没有选中要素。请先在地图上选择地块。</translation>
    </message>
    <message>
        <source>Zhanbu: measuring candidates</source>
        <translation>占补：量算候选地块</translation>
    </message>
    <message>
        <source>No survey layer is chosen.</source>
        <translation>未选择调查图层。</translation>
    </message>
    <message>
        <source>Choose the layer of land polygons in “Set-up”.</source>
        <translation>请在“设置”中选择地类图斑图层。</translation>
    </message>
    <message>
        <source>No reserve pool is chosen.</source>
        <translation>未选择储备库。</translation>
    </message>
    <message>
        <source>Choose the county's pool in “Set-up”, or make a new one.</source>
        <translation>请在“设置”中选择本县储备库，或新建储备库。</translation>
    </message>
    <message>
        <source>No survey layer is chosen yet: see “Set-up”.</source>
        <translation>尚未选择调查图层，请到“设置”中选择。</translation>
    </message>
    <message>
        <source>Survey layer: {name}</source>
        <translation>调查图层：{name}</translation>
    </message>
    <message>
        <source>The pool {name} is there, empty.</source>
        <translation>储备库 {name} 已建立，尚无地块。</translation>
    </message>
    <message>
        <source>Automatic, by county and day</source>
        <translation>自动（按县级行政区和日期）</translation>
    </message>
    <message>
        <source>Applies: {title} ({document}), in force from {first} to {last}.</source>
        <translation>适用：{title}（{document}），有效期 {first} 至 {last}。</translation>
    </message>
    <message>
        <source>Choose the county&apos;s pool, or make a new one.</source>
        <translation>请选择本县储备库，或新建储备库。</translation>
    </message>
    <message>
        <source>Pool of county {county}, EPSG:{epsg}.</source>
        <translation>县级行政区 {county} 的储备库，EPSG:{epsg}。</translation>
    </message>
    <message>
        <source>It is another county&apos;s: {county} is set up.</source>
        <translation>这是其他县的储备库：当前设置为 {county}。</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>禁止</translation>
    </message>
    <message>
        <source>Needs a document</source>
        <translation>须批准</translation>
    </message>
    <message>
        <source>Warns</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Informs</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>{name}: “{text}” is not a date. Write it as 2026-11-21.</source>
        <translation>{name}：“{text}”不是日期。请写成 2026-11-21 的形式。</translation>
    </message>
    <message>
        <source>{output}: {file} is a reserve pool and would be replaced. Give another file.</source>
        <translation>{output}：{file} 是储备库，将被覆盖。请改用其他文件。</translation>
    </message>
    <message>
        <source>{output}: {file} is also {input} and would be replaced. Give another file.</source>
        <translation>{output}：{file} 同时是 {input}，将被覆盖。请改用其他文件。</translation>
    </message>
    <message>
        <source>“{value}” is not one of: {options}.</source>
        <translation>“{value}”不在可选值之内：{options}。</translation>
    </message>
    <message>
        <source>File {file}: The .shx file is missing, and QGIS opens no shapefile without it. Copy all its files together, or have it made again by “Repair Shapefile” of the toolbox.</source>
        <translation>文件 {file}：缺少 .shx 文件，QGIS 无法打开。请一并复制 Shapefile 的全部文件，或用工具箱的“修复形状文件”重新生成。</translation>
    </message>
    <message>
        <source>File {file}: QGIS can&apos;t open the layer. Open it in QGIS to see why.</source>
        <translation>文件 {file}：QGIS 无法打开该图层。请在 QGIS 中打开以查明原因。</translation>
    </message>
    <message>
        <source>File {file}: QGIS can&apos;t open the raster. Open it in QGIS to see why.</source>
        <translation>文件 {file}：QGIS 无法打开该栅格。请在 QGIS 中打开以查明原因。</translation>
    </message>
    <message>
        <source>{count} parcels, %p %</source>
        <translation>{count} 个地块，%p %</translation>
    </message>
    <message>
        <source>Zhanbu: check</source>
        <translation>占补：检查</translation>
    </message>
    <message>
        <source>{count} parcels of {layer}, rules of {day}</source>
        <translation>图层“{layer}”，{count} 个地块，基准日期 {day}</translation>
    </message>
    <message>
        <source>{count} parcels checked.</source>
        <translation>已检查 {count} 个地块。</translation>
    </message>
    <message>
        <source>Zhanbu: push to the pool</source>
        <translation>占补：地块入库</translation>
    </message>
    <message>
        <source>The report can&apos;t be written ({reason}).</source>
        <translation>无法写出报告（{reason}）。</translation>
    </message>
    <message>
        <source>Choose another folder, or close the program that has it open.</source>
        <translation>请另选文件夹，或关闭正在打开该文件的程序。</translation>
    </message>
    <message>
        <source>Report written: {file}</source>
        <translation>已写出报告：{file}</translation>
    </message>
    <message>
        <source>Open checks</source>
        <translation>未通过的检查项</translation>
    </message>
    <message>
        <source>All checks</source>
        <translation>全部检查项</translation>
    </message>
    <message>
        <source>Any weight</source>
        <translation>全部性质</translation>
    </message>
    <message>
        <source>{year}-01</source>
        <translation>{year}-01</translation>
    </message>
    <message>
        <source>The set-up was changed after this check: check again to see what follows.</source>
        <translation>检查后设置有改动：请重新检查。</translation>
    </message>
    <message>
        <source>Candidates ({count})</source>
        <translation>候选地块（{count}）</translation>
    </message>
    <message>
        <source>Selected on the map ({count})</source>
        <translation>地图上选中的（{count}）</translation>
    </message>
    <message>
        <source>Whole layer</source>
        <translation>整个图层</translation>
    </message>
    <message>
        <source>There is nothing to check: no parcel is tagged or selected.</source>
        <translation>没有可检查的地块：未标记或选中任何地块。</translation>
    </message>
    <message>
        <source>Tag parcels on the page “Select”, or check the selection or the whole layer.</source>
        <translation>请在“选图斑”页标记地块，或检查选中的要素或整个图层。</translation>
    </message>
    <message>
        <source>Nothing has been checked yet.</source>
        <translation>尚未检查。</translation>
    </message>
    <message>
        <source>Run the check first.</source>
        <translation>请先运行检查。</translation>
    </message>
    <message>
        <source>Parcel {id} has no shape that could be shown.</source>
        <translation>地块 {id} 没有可显示的图形。</translation>
    </message>
    <message>
        <source>Zhanbu: reserve pool</source>
        <translation>占补平衡储备库</translation>
    </message>
    <message>
        <source>Zhanbu panel</source>
        <translation>占补面板</translation>
    </message>
    <message>
        <source>Tag candidates on the map</source>
        <translation>在地图上标记候选地块</translation>
    </message>
    <message>
        <source>Cropland balance</source>
        <translation>耕地占补平衡</translation>
    </message>
    <message>
        <source>Forest balance</source>
        <translation>林地占补平衡</translation>
    </message>
    <message>
        <source>Yearly in and out of cropland</source>
        <translation>耕地年度进出平衡</translation>
    </message>
    <message>
        <source>The pool&apos;s parcels can&apos;t be shown.</source>
        <translation>无法显示储备库的地块。</translation>
    </message>
    <message>
        <source>Other state</source>
        <translation>其他状态</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>mu</source>
        <translation>亩</translation>
    </message>
    <message>
        <source>ha</source>
        <translation>公顷</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>建立日期</translation>
    </message>
    <message>
        <source>Zhanbu: submission</source>
        <translation>占补：报送</translation>
    </message>
    <message>
        <source>{name}: county {county}, EPSG:{epsg}</source>
        <translation>{name}：县级行政区 {county}，EPSG:{epsg}</translation>
    </message>
    <message>
        <source>Available to spend: {mu} (only what the province has turned into an indicator counts).</source>
        <translation>可用面积：{mu}（仅计经省级复核形成指标的面积）。</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Folder for the package</source>
        <translation>报送包存放文件夹</translation>
    </message>
    <message>
        <source>Packed {count} parcels, {mu}: {file}</source>
        <translation>已打包 {count} 个地块，{mu}：{file}</translation>
    </message>
    <message>
        <source>{admitted} admitted, {refused} refused</source>
        <translation>已入库 {admitted}，未入库 {refused}</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>未入库</translation>
    </message>
    <message>
        <source>Admitted</source>
        <translation>已入库</translation>
    </message>
    <message>
        <source>{layer}: only {count} of {whole} features could be read again. Was it changed meanwhile?</source>
        <translation>{layer}：{whole} 个要素中只有 {count} 个能再次读取。图层是否在此期间被改动？</translation>
    </message>
    <message>
        <source>{output}: {file} could not be written to its end ({found} of {count} rows). Make room on the disk, or choose another folder, and run it again.</source>
        <translation>{output}：{file} 未能写完（应写 {count} 行，实写 {found} 行）。请清理磁盘空间或另选文件夹，再重新运行。</translation>
    </message>
    <message>
        <source>Zhanbu can&apos;t start: Shapely {version} doesn&apos;t get along with the GEOS library of this QGIS ({reason}). Install the Shapely of your Linux distribution, or build it against the same library: python3 -m pip install --no-binary shapely &quot;shapely&gt;=2&quot;; then start QGIS again.</source>
        <translation>占补无法启动：Shapely {version} 与本机 QGIS 的 GEOS 库不兼容（{reason}）。请安装 Linux 发行版自带的 Shapely，或按同一库编译：python3 -m pip install --no-binary shapely &quot;shapely&gt;=2&quot;；然后重新启动 QGIS。</translation>
    </message>
    <message>
        <source>Then select again.</source>
        <translation>再重新选择。</translation>
    </message>
    <message>
        <source>Layer {layer} keeps field {field} as a number, so its codes have lost leading zeros and letters (0103 is 103). Take the field as text from the survey database, or add a text field {field} with the whole codes.</source>
        <translation>图层 {layer} 的字段 {field} 为数值型，编码的前导零和字母已丢失（0103 变为 103）。请从调查数据库按文本型取该字段，或另加文本型字段 {field} 填写完整编码。</translation>
    </message>
    <message>
        <source>The field is a decimal number, and long ids ({example:.0f}) lose digits in it.</source>
        <translation>该字段为小数型，较长的标识（{example:.0f}）会丢失位数。</translation>
    </message>
    <message>
        <source>Take it as text from the survey database.</source>
        <translation>请从调查数据库按文本型取该字段。</translation>
    </message>
    <message>
        <source>No layer was given for {name_en}{name_zh:.0}: choose one, or this check stays open.</source>
        <translation>未提供“{name_zh}{name_en:.0}”图层：请选择图层，否则此项按未检查处理。</translation>
    </message>
    <message>
        <source>Class {code} can&apos;t be claimed as {name_en}{name_zh:.0}.</source>
        <translation>地类 {code} 不能按“{name_zh}{name_en:.0}”类别申报。</translation>
    </message>
    <message>
        <source>The parcels of the GeoPackage are too large to be parcels.</source>
        <translation>GeoPackage 中的地块过大，不可能是地块。</translation>
    </message>
    <message>
        <source>EPSG:{epsg} isn't a Gauss-Krüger zone of CGCS2000.</source>
        <translation>EPSG:{epsg} 不是 CGCS2000 高斯-克吕格分带坐标系。</translation>
    </message>
    <message>
        <source>The table was saved again by another program.</source>
        <translation>表格被其他软件另存过。</translation>
    </message>
    <message>
        <source>{file}: a shapefile cuts texts at 254 bytes, so the pool will not take its parcels. Save the result as GeoPackage.</source>
        <translation>{file}：Shapefile 的文本字段会截断到 254 字节，其中的地块不能入库。请将结果存为 GeoPackage。</translation>
    </message>
    <message>
        <source>    for example {layer}, parcel {parcel}: {message} {remedy}</source>
        <translation>    例如 {layer}，地块 {parcel}：{message}{remedy}</translation>
    </message>
    <message>
        <source>{count} parcels did enter the pool, but the list of refusals was not kept. {reason}</source>
        <translation>{count} 个地块已入库，但未入库原因表未能保存。{reason}</translation>
    </message>
    <message>
        <source>{output}: {file} can&apos;t be written: {reason}. Check the disk and the folder&apos;s permissions.</source>
        <translation>{output}：无法写出 {file}：{reason}。请检查磁盘和文件夹权限。</translation>
    </message>
    <message>
        <source>Check code</source>
        <translation>检查代码</translation>
    </message>
    <message>
        <source>Clauses</source>
        <translation>所依据条款</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Content in short</source>
        <translation>内容摘要</translation>
    </message>
    <message>
        <source>{check} ({clause}): {message}</source>
        <translation>{check}（{clause}）：{message}</translation>
    </message>
    <message>
        <source>Survey layer</source>
        <translation>调查图层</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>m²</source>
        <translation>平方米</translation>
    </message>
    <message>
        <source>m</source>
        <translation>米</translation>
    </message>
    <message>
        <source>degrees</source>
        <translation>度</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>share</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>{what} {remedy}</source>
        <translation>{what}{remedy}</translation>
    </message>
    <message>
        <source>{outer}, {inner}</source>
        <translation>{outer}，{inner}</translation>
    </message>
    <message>
        <source>{where}: {what} {remedy}</source>
        <translation>{where}：{what}{remedy}</translation>
    </message>
    <message>
        <source>Which parcels to check</source>
        <translation>检查哪些地块</translation>
    </message>
    <message>
        <source>Measure the parcels and apply the rules.</source>
        <translation>量算地块并按规则判定。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop the check. Nothing half done is shown.</source>
        <translation>停止检查。不显示未完成的结果。</translation>
    </message>
    <message>
        <source>Show or hide eligible parcels</source>
        <translation>显示或隐藏“符合”的地块</translation>
    </message>
    <message>
        <source>Show or hide parcels that need a document</source>
        <translation>显示或隐藏“须批准”的地块</translation>
    </message>
    <message>
        <source>Show or hide parcels that were not completely checked</source>
        <translation>显示或隐藏“未查全”的地块</translation>
    </message>
    <message>
        <source>Show or hide parcels that are not eligible</source>
        <translation>显示或隐藏“不符合”的地块</translation>
    </message>
    <message>
        <source>Which checks to list</source>
        <translation>列出哪些检查项</translation>
    </message>
    <message>
        <source>Weight of the check</source>
        <translation>检查项的性质</translation>
    </message>
    <message>
        <source>Part of a parcel’s id or of a check’s name</source>
        <translation>地块标识或检查内容的一部分</translation>
    </message>
    <message>
        <source>Parcel or check</source>
        <translation>地块或检查内容</translation>
    </message>
    <message>
        <source>Details of the finding</source>
        <translation>检查结果详情</translation>
    </message>
    <message>
        <source>Name of the batch in the pool, for example 2026-01.</source>
        <translation>储备库中的批次名称，例如 2026-01。</translation>
    </message>
    <message>
        <source>Push to the pool</source>
        <translation>入库</translation>
    </message>
    <message>
        <source>Enter the eligible parcels of this check into the reserve pool.</source>
        <translation>将本次检查中符合的地块录入储备库。</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>报告…</translation>
    </message>
    <message>
        <source>Set-up</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Layers, rules and pool of this project</source>
        <translation>本工程的图层、规则和储备库</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>选图斑</translation>
    </message>
    <message>
        <source>Choose candidate parcels on the map</source>
        <translation>在地图上选取候选地块</translation>
    </message>
    <message>
        <source>Check the parcels and see why one fails</source>
        <translation>检查地块，查看不通过的原因</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>储备库</translation>
    </message>
    <message>
        <source>What the reserve pool holds</source>
        <translation>储备库中的地块</translation>
    </message>
    <message>
        <source>Show on the map</source>
        <translation>在地图上显示</translation>
    </message>
    <message>
        <source>Add the pool’s parcels to the project, coloured by state.</source>
        <translation>将储备库地块加入工程，按状态着色。</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Read the pool again.</source>
        <translation>重新读取储备库。</translation>
    </message>
    <message>
        <source>Parcels by state</source>
        <translation>按状态统计</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Last push</source>
        <translation>最近一次入库</translation>
    </message>
    <message>
        <source>Click parcels on the map: once to tag, again to untag.</source>
        <translation>在地图上点击地块：点一次标记，再点一次取消。</translation>
    </message>
    <message>
        <source>What is selected on the map becomes a candidate.</source>
        <translation>将地图上选中的图斑作为候选地块。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Untag all</source>
        <translation>全部取消标记</translation>
    </message>
    <message>
        <source>No parcel is a candidate any more. Undo brings them back.</source>
        <translation>所有地块不再作为候选地块。可用“撤销”恢复。</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>候选地块</translation>
    </message>
    <message>
        <source>Land polygons of the survey (DLTB). Parcels are chosen and checked here.</source>
        <translation>地类图斑（DLTB）图层。在此选取和检查地块。</translation>
    </message>
    <message>
        <source>Elevation model, cells of 5 m or so. Without it the slope stays unchecked.</source>
        <translation>高程数据，格网以 5 米左右为宜。不提供时坡度按未检查处理。</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Regulation to apply. Automatic: by county and day.</source>
        <translation>所适用的管理办法。自动：按县级行政区和日期选取。</translation>
    </message>
    <message>
        <source>Rules of the day</source>
        <translation>基准日期</translation>
    </message>
    <message>
        <source>The rules in force on this day apply.</source>
        <translation>按该日有效的规则执行。</translation>
    </message>
    <message>
        <source>New pool…</source>
        <translation>新建储备库…</translation>
    </message>
    <message>
        <source>Make an empty pool for this county, in the reference system of the survey layer.</source>
        <translation>按调查图层的坐标系，为本县新建空的储备库。</translation>
    </message>
    <message>
        <source>Layers for the checks</source>
        <translation>检查所用图层</translation>
    </message>
    <message>
        <source>Layers that the checks need. A check whose layer is missing stays open.</source>
        <translation>检查所需的图层。缺少图层的检查按未检查处理。</translation>
    </message>
    <message>
        <source>All roles</source>
        <translation>全部角色</translation>
    </message>
    <message>
        <source>Show roles too that the rule set in force does not look at.</source>
        <translation>同时显示现行规则集不使用的角色。</translation>
    </message>
    <message>
        <source>There is no way from {source} to {target}.</source>
        <translation>无法由 {source} 转换到 {target}。</translation>
    </message>
    <message>
        <source>The check {run} that it relies on isn&apos;t listed.</source>
        <translation>未列出所依据的检查 {run}。</translation>
    </message>
    <message>
        <source>A check is listed that no parcel relies on.</source>
        <translation>所列检查中有未被任何地块引用的。</translation>
    </message>
    <message>
        <source>Land classes</source>
        <translation>地类</translation>
    </message>
    <message>
        <source>The system must be FOREST, INOUT or CROP.</source>
        <translation>平衡类型应为 FOREST、INOUT 或 CROP。</translation>
    </message>
    <message>
        <source>The check {check} occurs twice.</source>
        <translation>检查 {check} 重复。</translation>
    </message>
    <message>
        <source>Correct line {line} of the rule set.</source>
        <translation>请改正规则集第 {line} 行。</translation>
    </message>
    <message>
        <source>The key “{key}” occurs twice.</source>
        <translation>键“{key}”重复。</translation>
    </message>
    <message>
        <source>A rule set has no key “{key}” here.</source>
        <translation>规则集此处没有键“{key}”。</translation>
    </message>
    <message>
        <source>Survey colours</source>
        <translation>地类配色</translation>
    </message>
    <message>
        <source>Give the survey layer the usual colours of the land classes, as a style of its own; the present style stays in the list of styles.</source>
        <translation>为调查图层另设一个通用地类配色的样式；原样式保留在样式列表中。</translation>
    </message>
    <message>
        <source>{number} {title}: {text}</source>
        <translation>{number} {title}：{text}</translation>
    </message>
    <message>
        <source>{check} ({state}): {message}</source>
        <translation>{check}（{state}）：{message}</translation>
    </message>
    <message>
        <source>{area} ({same_area})</source>
        <translation>{area}（{same_area}）</translation>
    </message>
    <message>
        <source>{layer}: {text} They were not measured.</source>
        <translation>{layer}：{text}未参与量算。</translation>
    </message>
    <message>
        <source>As it is, the layer lies nowhere near the parcels.</source>
        <translation>按现有坐标系，该图层不在地块附近。</translation>
    </message>
    <message>
        <source>Area / value</source>
        <translation>面积 / 实测值</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>未查全</translation>
    </message>
    <message>
        <source>The rule set {id} has no checks for the stage “{stage}” yet.</source>
        <translation>规则集 {id} 尚无阶段“{stage}”的检查项。</translation>
    </message>
    <message>
        <source>The parcel measures {area:.2f} m²; at least {least:.0f} m².</source>
        <translation>地块面积为 {area:.2f} 平方米，应不小于 {least:.0f} 平方米。</translation>
    </message>
    <message>
        <source>The parcel is {width:.2f} m wide on average; at least {least:.1f} m.</source>
        <translation>地块平均宽度为 {width:.2f} 米，应不小于 {least:.1f} 米。</translation>
    </message>
    <message>
        <source>Field SJNF holds no year of a survey for this parcel.</source>
        <translation>该地块的字段 SJNF 不是调查年份。</translation>
    </message>
    <message>
        <source>This is a fault of the plugin: {error}. Please report it with the whole log.</source>
        <translation>这是插件的缺陷：{error}。请连同完整日志一并反馈。</translation>
    </message>
    <message>
        <source>There is no kind of check “{kind}”.</source>
        <translation>没有“{kind}”类检查。</translation>
    </message>
    <message>
        <source>A check of kind “{kind}” needs a role.</source>
        <translation>“{kind}”类检查须指定角色。</translation>
    </message>
    <message>
        <source>No check reads a parameter “{name}”.</source>
        <translation>没有检查使用参数“{name}”。</translation>
    </message>
    <message>
        <source>The parameter {name} can&apos;t be {value}.</source>
        <translation>参数 {name} 不能为 {value}。</translation>
    </message>
    <message>
        <source>The parameter “{name}” is missing.</source>
        <translation>缺少参数“{name}”。</translation>
    </message>
    <message>
        <source>This value can&apos;t be read.</source>
        <translation>无法读取该值。</translation>
    </message>
    <message>
        <source>{fault} Check the parcel again.</source>
        <translation>{fault}请重新检查该地块。</translation>
    </message>
    <message>
        <source>Rule set {rule_set} has no stage {stage}.</source>
        <translation>规则集 {rule_set} 没有阶段 {stage}。</translation>
    </message>
    <message>
        <source>Rule set {rule_set} demands checks that were not made: {checks}.</source>
        <translation>规则集 {rule_set} 要求的以下检查未进行：{checks}。</translation>
    </message>
    <message>
        <source>Rule set {rule_set} has no such checks: {checks}.</source>
        <translation>规则集 {rule_set} 没有以下检查：{checks}。</translation>
    </message>
    <message>
        <source>Checks have more than one finding: {checks}.</source>
        <translation>以下检查有不止一条检查结果：{checks}。</translation>
    </message>
    <message>
        <source>Check {check} is {severity} under {clause}; the finding says {stated} under {other}.</source>
        <translation>检查 {check} 按 {clause} 的性质为 {severity}；检查结果写的是 {other} 的 {stated}。</translation>
    </message>
    <message>
        <source>Transform it into CGCS2000 with the local parameters first.</source>
        <translation>请先用本地转换参数转换到 CGCS2000。</translation>
    </message>
    <message>
        <source>The batch was checked by {count} versions of rules. Put parcels of one version into a batch.</source>
        <translation>该批次按 {count} 个版本的规则集检查。同一批次应只含按同一版本检查的地块。</translation>
    </message>
    <message>
        <source>This installation has no rule set {id}, so the package can&apos;t be judged: bring the plugin up to date.</source>
        <translation>本机没有规则集 {id}，无法核验该报送包：请更新插件。</translation>
    </message>
    <message>
        <source>The rule set {id} in the package isn&apos;t that of this installation; it differs in: {items}.</source>
        <translation>包内规则集 {id} 与本机的不同，不同之处：{items}。</translation>
    </message>
    <message>
        <source>The rule set {id} in the package says the same as here, in another edition.</source>
        <translation>包内规则集 {id} 与本机的内容相同，但文件版本不同。</translation>
    </message>
    <message>
        <source>The text of the rules {sha256} is not the one that was applied.</source>
        <translation>规则集文本 {sha256} 不是检查时所用的文本。</translation>
    </message>
    <message>
        <source>None of the layer&apos;s {count} features has a shape that can be used.</source>
        <translation>图层的 {count} 个要素都没有可用的图形。</translation>
    </message>
    <message>
        <source>Repair it in QGIS (Fix geometries), or choose the layer that really holds the shapes.</source>
        <translation>请在 QGIS 中修复（修正几何图形），或选择确实含有图形的图层。</translation>
    </message>
    <message>
        <source>{count} features have a shape that can&apos;t be read, so what they cover is unknown: {features}.</source>
        <translation>{count} 个要素的图形无法读取，覆盖范围不明：{features}。</translation>
    </message>
    <message>
        <source>Layer {layer} has features whose shape can&apos;t be read, so what they cover is unknown: {features}. Mend or delete them in the layer, and check again.</source>
        <translation>图层 {layer} 有图形无法读取的要素，覆盖范围不明：{features}。请在图层中修复或删除后重新检查。</translation>
    </message>
    <message>
        <source>{role}: the pool remembers {file}, which is not there any more. Choose the layer.</source>
        <translation>{role}：储备库记录的 {file} 已不存在。请选择图层。</translation>
    </message>
    <message>
        <source>{role}: no layer was given, so the pool&apos;s is taken: {file}</source>
        <translation>{role}：未提供图层，采用储备库记录的图层：{file}</translation>
    </message>
    <message>
        <source>{role}: {file} has changed since the pool&apos;s parcels were checked against it.</source>
        <translation>{role}：储备库地块检查之后，{file} 有改动。</translation>
    </message>
    <message>
        <source>Supply what is missing, then check again.</source>
        <translation>补齐缺少的图层或字段后重新检查。</translation>
    </message>
    <message>
        <source>The survey layer was changed after this check: check again to see what follows.</source>
        <translation>检查后地类图斑图层有改动：请重新检查。</translation>
    </message>
    <message>
        <source>A push needs the name of a batch.</source>
        <translation>入库须填写批次名称。</translation>
    </message>
    <message>
        <source>Write it on the page “Check”, for example 2026-01.</source>
        <translation>请在“检查”页填写，例如 2026-01。</translation>
    </message>
    <message>
        <source>The pool holds this ground already.</source>
        <translation>储备库中已有该地块范围。</translation>
    </message>
    <message>
        <source>Parcels with open findings</source>
        <translation>有未通过检查项的地块</translation>
    </message>
    <message>
        <source>Contiguous parcels</source>
        <translation>集中连片分析</translation>
    </message>
    <message>
        <source>Puts polygons that lie no farther apart than the gap, one from the next, into one cluster, and adds cluster_id (numbered from north to south, of equals from west to east) and cluster_m2 (the sum of the ellipsoid areas of the cluster's polygons, 0.01 m²). Distances are metres in the survey's Gauss plane: the layer's own, or for a layer in degrees or another system that of the 3° zone in its middle. Only the chosen features count: what isn't selected ties nothing together. Invalid polygons are measured as repaired and named in the log; one without a shape gets no cluster.</source>
        <translation>把间距不超过限值的图斑逐个相连，归为同一片，并写入 cluster_id（片号，自北向南编排，同一位置自西向东）和 cluster_m2（该片各图斑椭球面积之和，精确到 0.01 平方米）。间距按国土调查所用的高斯平面量算，单位为米：图层本身为高斯平面的用其自身平面，经纬度或其他坐标系的图层用图层中部所在的 3 度带平面。只有选定的要素参与：未选中的图斑不起连接作用。无效图形修复后量算，并记入日志；没有图形的不编片号。</translation>
    </message>
    <message>
        <source>Polygons to group, in any coordinate reference system.</source>
        <translation>要分片的图斑，任意坐标系均可。</translation>
    </message>
    <message>
        <source>Gap (metres)</source>
        <translation>间距限值（米）</translation>
    </message>
    <message>
        <source>Polygons belong together up to this distance between their edges, read to 0.1 mm. 0 means that they touch. A road or ditch between two fields is bridged when it is no wider.</source>
        <translation>图斑边界之间的距离不超过此值的归为同一片，距离精确到 0.1 毫米。0 表示必须相接。两块地之间的道路、沟渠不宽于此值的，视为连片。</translation>
    </message>
    <message>
        <source>Polygons with clusters</source>
        <translation>带片号的图斑</translation>
    </message>
    <message>
        <source>The input with the number and the area of each polygon&apos;s cluster.</source>
        <translation>输入图层的全部内容，加上各图斑所在片的片号和面积。</translation>
    </message>
    <message>
        <source>{layer}: {count} polygons in {clusters} clusters; the largest has {most}.</source>
        <translation>{layer}：{count} 个图斑分为 {clusters} 片，最大的一片有 {most} 个图斑。</translation>
    </message>
    <message>
        <source>Nothing could be kept for the next check in {folder} ({reason}); it will take as long as this one. The results are the same.</source>
        <translation>无法在 {folder} 中为下一次检查保存中间成果（{reason}）；下一次检查所用时间将与本次相同，检查结果不受影响。</translation>
    </message>
    <message>
        <source>No feature of the slope map has a grade from 1 to 5.</source>
        <translation>坡度图中没有任何要素的坡度级别为1至5。</translation>
    </message>
    <message>
        <source>Choose the slope map whose field holds the survey's slope grades 1–5.</source>
        <translation>请选择坡度级别字段为1–5级的坡度图。</translation>
    </message>
    <message>
        <source>The slope map has no field with slope grades ({names}).</source>
        <translation>坡度图没有坡度级别字段（{names}）。</translation>
    </message>
    <message>
        <source>Choose the layer PDT of the survey database, or name its grade field PDJB.</source>
        <translation>请选择调查数据库的坡度图图层（PDT），或将其坡度级别字段命名为 PDJB。</translation>
    </message>
    <message>
        <source>The layer has no field for the land class.</source>
        <translation>图层没有地类字段。</translation>
    </message>
    <message>
        <source>Choose a survey layer (DLTB) with class codes in DLBM, kept as text.</source>
        <translation>请选择 DLBM 字段以文本存放地类编码的地类图斑（DLTB）图层。</translation>
    </message>
    <message>
        <source>No slope map was given, and the survey layer has no slope grades.</source>
        <translation>未给出坡度图，调查图层也没有坡度级别。</translation>
    </message>
    <message>
        <source>Neither a DEM nor a slope map was given.</source>
        <translation>未给出高程数据，也未给出坡度图。</translation>
    </message>
    <message>
        <source>The survey's slope grade of the parcel is over {limit:.0f}°: {area:.2f} m².</source>
        <translation>图斑的坡度级别超过 {limit:.0f}°：{area:.2f} 平方米。</translation>
    </message>
    <message>
        <source>The survey gives the parcel no slope grade (GDPDJB).</source>
        <translation>调查未给出该地块的坡度级别（GDPDJB）。</translation>
    </message>
    <message>
        <source>{share:.1%} of the parcel have no slope grade in {layer}.</source>
        <translation>地块有 {share:.1%} 在 {layer} 中没有坡度级别。</translation>
    </message>
    <message>
        <source>FINDINGS gets {count} rows: {checks} checks of each of {parcels} parcels.</source>
        <translation>FINDINGS 将有 {count} 行：{parcels} 个图斑各 {checks} 项检查。</translation>
    </message>
    <message>
        <source>{output}: {count} rows are too many for memory; they go to the temporary file {file}.</source>
        <translation>{output}：{count} 行太多，内存放不下，将写入临时文件 {file}。</translation>
    </message>
    <message>
        <source>A piece of {area:.2f} m² would be left; at least {least:.0f} m² stand alone.</source>
        <translation>剩余地块面积为 {area:.2f} 平方米；单独成块至少须 {least:.0f} 平方米。</translation>
    </message>
    <message>
        <source>A piece of {area:.2f} m² would be left that is {width:.2f} m wide on average; at least {least:.1f} m.</source>
        <translation>剩余地块面积为 {area:.2f} 平方米，平均宽 {width:.2f} 米；至少须 {least:.1f} 米。</translation>
    </message>
    <message>
        <source>Waived by document {doc_no} of {date}, {issuer}.</source>
        <translation>已凭 {issuer} {date} 的文件 {doc_no} 批准。</translation>
    </message>
    <message>
        <source>Not accepted by: {names}.</source>
        <translation>以下单位尚未验收通过：{names}。</translation>
    </message>
    <message>
        <source>{name}: {value:.2f} m², {excess:.2f} m² more than {limit}: {most:.2f} m².</source>
        <translation>{name}：{value:.2f} 平方米，比{limit}（{most:.2f} 平方米）多 {excess:.2f} 平方米。</translation>
    </message>
    <message>
        <source>{name}: {value}, which is {excess} more than {limit}: {most}.</source>
        <translation>{name}：{value}，比{limit}（{most}）多 {excess}。</translation>
    </message>
    <message>
        <source>{name}: the shares add up to {total:.2%}, not to the whole.</source>
        <translation>{name}：份额合计为 {total:.2%}，不等于 100%。</translation>
    </message>
    <message>
        <source>“{form}” lacks: {names}.</source>
        <translation>“{form}”缺少：{names}。</translation>
    </message>
    <message>
        <source>{who}: “{field}” is “{answer}”; this is asked for: {values}.</source>
        <translation>{who}：“{field}”为“{answer}”；应为：{values}。</translation>
    </message>
    <message>
        <source>“{field}” isn't answered.</source>
        <translation>“{field}”未填写。</translation>
    </message>
    <message>
        <source>“{field}” is “{answer}”; this is asked for: {values}.</source>
        <translation>“{field}”为“{answer}”；应为：{values}。</translation>
    </message>
    <message>
        <source>The form “{form}” isn't filled in.</source>
        <translation>表单“{form}”未填写。</translation>
    </message>
    <message>
        <source>“{field}” is “{answer}”, which isn't allowed.</source>
        <translation>“{field}”为“{answer}”，不允许。</translation>
    </message>
    <message>
        <source>“{field}” is “{answer}”, and there is no {names}.</source>
        <translation>“{field}”为“{answer}”，但缺少{names}。</translation>
    </message>
    <message>
        <source>Nothing is on file of it here: put it into the pool and record its papers and forms there.</source>
        <translation>此处没有其档案：请先入库，再登记材料和表单。</translation>
    </message>
    <message>
        <source>This is measured on the ground: check the parcels for this state.</source>
        <translation>本项需实地量算：请按该环节检查地块。</translation>
    </message>
    <message>
        <source>This is about papers, other forms or earlier steps, which the table doesn&apos;t hold.</source>
        <translation>本项涉及材料、其他表单或以前环节，表中没有相应内容。</translation>
    </message>
    <message>
        <source>How many right holders there are isn&apos;t on file.</source>
        <translation>未登记权利人数。</translation>
    </message>
    <message>
        <source>{agreed} of {count:.0f} right holders have agreed.</source>
        <translation>{count:.0f} 名权利人中有 {agreed} 名同意。</translation>
    </message>
    <message>
        <source>The right holder {holder} hasn&apos;t agreed.</source>
        <translation>权利人 {holder} 未同意。</translation>
    </message>
    <message>
        <source>{later} ({day}) lies {days} days before {earlier} ({other}).</source>
        <translation>{later}（{day}）早于{earlier}（{other}）{days} 天。</translation>
    </message>
    <message>
        <source>What this deadline runs from isn&apos;t on file.</source>
        <translation>本期限的起算日期未登记。</translation>
    </message>
    <message>
        <source>It was due on {due} and is {days} days late on {day}.</source>
        <translation>应于 {due} 前完成，至 {day} 已逾期 {days} 天。</translation>
    </message>
    <message>
        <source>{area} ha of cropland have to be made up by: {bearer}.</source>
        <translation>应由{bearer}补充耕地 {area} 公顷。</translation>
    </message>
    <message>
        <source>None of these is on file: {names}.</source>
        <translation>以下材料均未提供：{names}。</translation>
    </message>
    <message>
        <source>{count} files are missing or changed since, first {name}.</source>
        <translation>有 {count} 个文件缺失或已被改动，首个为 {name}。</translation>
    </message>
    <message>
        <source>The stored files weren&apos;t compared with their hashes.</source>
        <translation>尚未比对所存文件的校验值。</translation>
    </message>
    <message>
        <source>It has no shape that the places of photos could be compared with.</source>
        <translation>没有可与照片位置比对的图形。</translation>
    </message>
    <message>
        <source>{kind} {name} doesn&apos;t say where it was taken.</source>
        <translation>{kind} {name} 没有拍摄位置。</translation>
    </message>
    <message>
        <source>{kind} {name} was taken {distance:.0f} m from the parcel; {limit:.0f} m are allowed.</source>
        <translation>{kind} {name} 的拍摄位置距地块 {distance:.0f} 米；允许 {limit:.0f} 米。</translation>
    </message>
    <message>
        <source>Not on file: {names}.</source>
        <translation>未提供：{names}。</translation>
    </message>
    <message>
        <source>Filed on {day}, before {limit}: it may go on by the former rules.</source>
        <translation>于 {day} 备案，早于 {limit}：可按原规定办理。</translation>
    </message>
    <message>
        <source>General cropland that can&apos;t be restored: the county puts it into the in/out plan of 2022.</source>
        <translation>确实无法恢复的一般耕地：由县级列入2022年度进出平衡方案。</translation>
    </message>
    <message>
        <source>It isn&apos;t linked to any: {name}.</source>
        <translation>未关联任何{name}。</translation>
    </message>
    <message>
        <source>{name} {uid} is in the state “{state}”; this is asked for: {states}.</source>
        <translation>{name} {uid} 处于“{state}”环节；应为：{states}。</translation>
    </message>
    <message>
        <source>{name_en}{name_zh:.0}</source>
        <translation>{name_zh}{name_en:.0}</translation>
    </message>
    <message>
        <source>There is no public notice at: {names}.</source>
        <translation>以下地点没有公示：{names}。</translation>
    </message>
    <message>
        <source>The notice at {site} was up for {days} days; {least:.0f} are asked for.</source>
        <translation>{site}的公示期为 {days} 天；应不少于 {least:.0f} 天。</translation>
    </message>
    <message>
        <source>The notice at {site} is up until {end}; it isn&apos;t over yet.</source>
        <translation>{site}的公示截至 {end}，尚未结束。</translation>
    </message>
    <message>
        <source>{count} objections stand, first that of {by}: {resolution}.</source>
        <translation>有 {count} 项异议未解决，首项为{by}提出：{resolution}。</translation>
    </message>
    <message>
        <source>{area:.2f} m² are permanent basic farmland, which may not leave: cut them out.</source>
        <translation>有 {area:.2f} 平方米为永久基本农田，不得转出：请切除。</translation>
    </message>
    <message>
        <source>The facility takes {area:.2f} m²; its standard allows {most:.2f} m².</source>
        <translation>设施占地 {area:.2f} 平方米；标准允许 {most:.2f} 平方米。</translation>
    </message>
    <message>
        <source>Of {owed:.2f} m² due on {due}, {given:.2f} m² were delivered: {lacking:.2f} m² are to be deducted.</source>
        <translation>应于 {due} 前兑现 {owed:.2f} 平方米，已兑现 {given:.2f} 平方米：应扣减 {lacking:.2f} 平方米。</translation>
    </message>
    <message>
        <source>“{form}” is filled in, and this isn't on file: {names}.</source>
        <translation>已填写“{form}”，但未提供：{names}。</translation>
    </message>
    <message>
        <source>There is no opinion of this stage: {stage}.</source>
        <translation>缺少该阶段的意见：{stage}。</translation>
    </message>
    <message>
        <source>The land isn&apos;t fit for farming; its grade doesn&apos;t count.</source>
        <translation>不符合农业生产条件，其质量等级不予采用。</translation>
    </message>
    <message>
        <source>The appraisal gives no grade.</source>
        <translation>鉴定意见未给出质量等级。</translation>
    </message>
    <message>
        <source>The grade names no scheme, so it can&apos;t be compared.</source>
        <translation>质量等级未写明等级体系，无法比较。</translation>
    </message>
    <message>
        <source>{name}: grade {grade} is worse than grade {worst} ({limit}).</source>
        <translation>{name}：等级 {grade} 劣于等级 {worst}（{limit}）。</translation>
    </message>
    <message>
        <source>Grades of “{scheme}” and “{other}” can't be compared.</source>
        <translation>“{scheme}”与“{other}”的等级无法比较。</translation>
    </message>
    <message>
        <source>{drawn:.2f} m² are drawn anew for {taken:.2f} m² of permanent basic farmland.</source>
        <translation>占用永久基本农田 {taken:.2f} 平方米，补划 {drawn:.2f} 平方米。</translation>
    </message>
    <message>
        <source>It isn&apos;t stated that it is drawn on stable cropland.</source>
        <translation>未说明补划在稳定耕地上。</translation>
    </message>
    <message>
        <source>Grade {drawn:.0f} is drawn anew for grade {taken:.0f}, which is worse (1 is the best).</source>
        <translation>占用等级为 {taken:.0f}，补划等级为 {drawn:.0f}，质量降低（1等最好）。</translation>
    </message>
    <message>
        <source>There is no result of this spot check: {stage}.</source>
        <translation>没有该项抽查的结果：{stage}。</translation>
    </message>
    <message>
        <source>The spot check doesn&apos;t say how much was drawn of how much.</source>
        <translation>抽查结果未写明抽查数量和总量。</translation>
    </message>
    <message>
        <source>The spot check doesn&apos;t say how many plots failed.</source>
        <translation>抽查结果未写明不合格地块数。</translation>
    </message>
    <message>
        <source>{count:.0f} of the plots drawn failed.</source>
        <translation>抽中的地块有 {count:.0f} 个不合格。</translation>
    </message>
    <message>
        <source>{share:.2%} of the area were drawn; {least:.2%} are asked for.</source>
        <translation>抽查面积占 {share:.2%}；应不少于 {least:.2%}。</translation>
    </message>
    <message>
        <source>{share:.2%} of the plots were drawn; {least:.2%} are asked for.</source>
        <translation>抽查地块数占 {share:.2%}；应不少于 {least:.2%}。</translation>
    </message>
    <message>
        <source>The daily change has no national verification that it becomes cropland.</source>
        <translation>日常变更没有通过国家级核查、将变更为耕地的结果。</translation>
    </message>
    <message>
        <source>Neither “{survey}” nor “{daily}” is filled in.</source>
        <translation>“{survey}”和“{daily}”均未填写。</translation>
    </message>
    <message>
        <source>The result is of the survey of {year:.0f}; {latest:.0f} is the latest.</source>
        <translation>结果为 {year:.0f} 年度调查；最新为 {latest:.0f} 年度。</translation>
    </message>
    <message>
        <source>The survey says class {code}, which is no cropland.</source>
        <translation>变更调查地类为 {code}，不是耕地。</translation>
    </message>
    <message>
        <source>The survey doesn&apos;t say that it is stable cropland.</source>
        <translation>变更调查未注明为稳定利用耕地。</translation>
    </message>
    <message>
        <source>The row doesn&apos;t say what it is about.</source>
        <translation>该行未写明所属对象。</translation>
    </message>
    <message>
        <source>The columns {one} and {other} mean the same.</source>
        <translation>“{one}”列与“{other}”列含义相同。</translation>
    </message>
    <message>
        <source>The table has no such column.</source>
        <translation>表中没有该列。</translation>
    </message>
    <message>
        <source>There is no kind of evidence “{kind}”.</source>
        <translation>没有材料类型“{kind}”。</translation>
    </message>
    <message>
        <source>Row {row}: {what}</source>
        <translation>第 {row} 行：{what}</translation>
    </message>
    <message>
        <source>Correct the table and try again.</source>
        <translation>请更正该表后重试。</translation>
    </message>
    <message>
        <source>The plots within {gap:.0f} m of each other, {count} of them, measure {area} mu; at least {least:.0f} mu.</source>
        <translation>相距不超过 {gap:.0f} 米的地块（共 {count} 块）合计 {area} 亩；应不少于 {least:.0f} 亩。</translation>
    </message>
    <message>
        <source>If the user doesn't make it up, {fee} yuan are due: {basic:.2f} m² of permanent basic farmland at twice {highest:.2f} yuan/m², the rest at {rate:.2f}.</source>
        <translation>用地单位不自行补充的，应缴 {fee} 元：永久基本农田 {basic:.2f} 平方米按当地最高标准 {highest:.2f} 元/平方米的两倍计，其余按 {rate:.2f} 元/平方米计。</translation>
    </message>
    <message>
        <source>The county&apos;s standards of the reclamation fee aren&apos;t set (fee.rate_yuan_m2, fee.highest_yuan_m2).</source>
        <translation>未设置本县耕地开垦费标准（fee.rate_yuan_m2、fee.highest_yuan_m2）。</translation>
    </message>
    <message>
        <source>Class {code} isn&apos;t marked as restorable in the survey (ZZSXDM {marks}).</source>
        <translation>地类 {code} 在调查中未标注为可恢复（种植属性 {marks}）。</translation>
    </message>
    <message>
        <source>Class {code} counts only with a document that consents.</source>
        <translation>地类 {code} 须附同意文件方可计入。</translation>
    </message>
    <message>
        <source>For {area:.2f} m² the layers {layer} don't tell whether they were cropland or approved: split the parcel.</source>
        <translation>有 {area:.2f} 平方米，{layer} 未反映原为耕地或已批准建设用地：请拆分地块。</translation>
    </message>
    <message>
        <source>{area:.2f} m² count for {pool} by the second survey: split the parcel.</source>
        <translation>按第二次土地调查，有 {area:.2f} 平方米应计入 {pool}：请拆分地块。</translation>
    </message>
    <message>
        <source>Slope grade {grade} has the largest area of the parcel, and it is over {limit:.0f}°.</source>
        <translation>地块中面积最大的坡度级别为 {grade} 级，超过 {limit:.0f}°。</translation>
    </message>
    <message>
        <source>The mean slope of the parcel is {mean:.1f}°; the limit is {limit:.0f}°.</source>
        <translation>地块平均坡度为 {mean:.1f}°；限值为 {limit:.0f}°。</translation>
    </message>
    <message>
        <source>{sentence} At most {share:.1%} may be.</source>
        <translation>{sentence}允许最多 {share:.1%}。</translation>
    </message>
    <message>
        <source>{area:.2f} m² ({share:.1%}) are over {limit:.0f}° by {layer}, in patches of {patch:.0f} m² and more; they are cut out.</source>
        <translation>按 {layer}，有 {area:.2f} 平方米（{share:.1%}）超过 {limit:.0f}°，连片面积达到 {patch:.0f} 平方米，应予切除。</translation>
    </message>
    <message>
        <source>{area:.2f} m² ({share:.1%}) are {limit:.0f}° or steeper, in patches of {patch:.0f} m² and more; they are cut out.</source>
        <translation>有 {area:.2f} 平方米（{share:.1%}）坡度在 {limit:.0f}° 以上，连片面积达到 {patch:.0f} 平方米，应予切除。</translation>
    </message>
    <message>
        <source>{area:.2f} m² ({share:.1%}) are over {limit:.0f}° by {layer}.</source>
        <translation>按 {layer}，有 {area:.2f} 平方米（{share:.1%}）超过 {limit:.0f}°。</translation>
    </message>
    <message>
        <source>{area:.2f} m² ({share:.1%}) are {limit:.0f}° or steeper.</source>
        <translation>有 {area:.2f} 平方米（{share:.1%}）坡度在 {limit:.0f}° 以上。</translation>
    </message>
    <message>
        <source>{layer} has grades only; a mean slope needs a DEM.</source>
        <translation>{layer} 只有坡度级别；计算平均坡度需要高程数据。</translation>
    </message>
    <message>
        <source>{area:.2f} of {whole:.2f} m² can be a source by {layer}; not: {others}.</source>
        <translation>按 {layer}，{whole:.2f} 平方米中有 {area:.2f} 平方米可以作为来源；不符合的：{others}。</translation>
    </message>
    <message>
        <source>{area:.2f} of {whole:.2f} m² are of class {classes} in the latest survey of {layer}; not: {others}.</source>
        <translation>按 {layer} 最新调查，{whole:.2f} 平方米中有 {area:.2f} 平方米为地类 {classes}；不符合的：{others}。</translation>
    </message>
    <message>
        <source>{layer} names no known class for {area:.2f} m² of the parcel.</source>
        <translation>{layer} 对地块的 {area:.2f} 平方米没有可识别的地类。</translation>
    </message>
    <message>
        <source>Field {field} holds “{value}”; expected: {values}.</source>
        <translation>字段 {field} 的值为“{value}”；应为：{values}。</translation>
    </message>
    <message>
        <source>No cropland in the second survey.</source>
        <translation>第二次土地调查中不是耕地。</translation>
    </message>
    <message>
        <source>Cropland in the second survey, later lawfully approved as construction land.</source>
        <translation>第二次土地调查中为耕地，后经依法批准为建设用地。</translation>
    </message>
    <message>
        <source>Cropland in the second survey: it may only count for the yearly in/out balance.</source>
        <translation>第二次土地调查中为耕地：只能计入年度耕地进出平衡。</translation>
    </message>
    <message>
        <source>It doesn&apos;t become cropland.</source>
        <translation>未变为耕地。</translation>
    </message>
    <message>
        <source>An adjustable class in the second survey, managed as cropland: ask whether it counts.</source>
        <translation>第二次土地调查中为可调整地类，按耕地管理：是否计入请先核实。</translation>
    </message>
    <message>
        <source>The class in the second-survey layer isn&apos;t one of that survey&apos;s: compare code and name.</source>
        <translation>第二次土地调查图层中的地类不是该调查的地类：请核对代码和名称。</translation>
    </message>
    <message>
        <source>The second-survey layer doesn&apos;t cover it.</source>
        <translation>第二次土地调查图层未覆盖。</translation>
    </message>
    <message>
        <source>Cropland in the second survey; whether it was approved as construction land isn&apos;t known.</source>
        <translation>第二次土地调查中为耕地；是否经批准为建设用地不明。</translation>
    </message>
    <message>
        <source>The parcel has no shape that could be split.</source>
        <translation>地块没有可拆分的图形。</translation>
    </message>
    <message>
        <source>Choose the second survey&apos;s DLTB with class codes such as 011 in DLBM, as text.</source>
        <translation>请选择第二次土地调查地类图斑，地类编码（DLBM）为 011 等文本代码。</translation>
    </message>
    <message>
        <source>Polygons of different classes share {area:.2f} m²: {names}.</source>
        <translation>地类不同的图斑重叠 {area:.2f} 平方米：{names}。</translation>
    </message>
    <message>
        <source>Correct the second-survey layer there, so that each place has one class.</source>
        <translation>请更正该处的第二次土地调查图层，使每处只有一个地类。</translation>
    </message>
    <message>
        <source>There is no file {file}.</source>
        <translation>没有文件 {file}。</translation>
    </message>
    <message>
        <source>The file {file} has {size} bytes; a document has at least one and at most {limit}.</source>
        <translation>文件 {file} 有 {size} 字节；批准文件至少 1 字节，至多 {limit} 字节。</translation>
    </message>
    <message>
        <source>The file {file} can&apos;t be read ({reason}).</source>
        <translation>文件 {file} 无法读取（{reason}）。</translation>
    </message>
    <message>
        <source>Give the scan of the document, for example a PDF.</source>
        <translation>请提供文件的扫描件，例如 PDF。</translation>
    </message>
    <message>
        <source>“{text}” is not a date such as 2026-05-31.</source>
        <translation>“{text}”不是日期，应如 2026-05-31。</translation>
    </message>
    <message>
        <source>The table of waivers lacks the fields {names}.</source>
        <translation>批准文件清单缺少字段 {names}。</translation>
    </message>
    <message>
        <source>It needs the fields {names}.</source>
        <translation>需要字段 {names}。</translation>
    </message>
    <message>
        <source>Correct what was entered.</source>
        <translation>请改正填写的内容。</translation>
    </message>
    <message>
        <source>Correct the row, or take it out.</source>
        <translation>请改正该行，或将其删去。</translation>
    </message>
    <message>
        <source>The SHA-256 of the file is missing.</source>
        <translation>缺少文件的 SHA-256。</translation>
    </message>
    <message>
        <source>The document of {date} was recorded on {day}: not between its date and {as_of}.</source>
        <translation>{date} 的文件登记于 {day}，不在文件日期与 {as_of} 之间。</translation>
    </message>
    <message>
        <source>The field is empty; a waiver needs it.</source>
        <translation>没有填写；批准文件必须有此项。</translation>
    </message>
    <message>
        <source>It isn&apos;t a text of at most {limit} characters on one line.</source>
        <translation>应为一行文字，至多 {limit} 个字符。</translation>
    </message>
    <message>
        <source>The document is dated {date}, after the day of the check ({as_of}).</source>
        <translation>文件日期为 {date}，晚于检查日期（{as_of}）。</translation>
    </message>
    <message>
        <source>Document {doc_no} for check {check} of parcel {parcel} counts for nothing: {reason}</source>
        <translation>地块 {parcel} 检查 {check} 的文件 {doc_no} 不起作用：{reason}</translation>
    </message>
    <message>
        <source>The rule set has no check {check}.</source>
        <translation>规则集中没有检查 {check}。</translation>
    </message>
    <message>
        <source>Take the document out, or correct its check.</source>
        <translation>请删去该文件，或改正其检查代码。</translation>
    </message>
    <message>
        <source>Check {check} blocks, and no document can lift it.</source>
        <translation>检查 {check} 为禁止性检查，任何文件都不能豁免。</translation>
    </message>
    <message>
        <source>Check {check} needs no document.</source>
        <translation>检查 {check} 不需要批准文件。</translation>
    </message>
    <message>
        <source>The check belongs to a later stage.</source>
        <translation>该检查属于以后的阶段。</translation>
    </message>
    <message>
        <source>There is no such parcel in this check.</source>
        <translation>本次检查中没有该地块。</translation>
    </message>
    <message>
        <source>The check was not carried out.</source>
        <translation>该检查没有进行。</translation>
    </message>
    <message>
        <source>The check is passed.</source>
        <translation>该检查已通过。</translation>
    </message>
    <message>
        <source>A parcel of the frame has no number of its own.</source>
        <translation>抽样框中有地块没有唯一编号。</translation>
    </message>
    <message>
        <source>Choose a field whose values are all different (ID_FIELD).</source>
        <translation>请选择取值各不相同的字段（ID_FIELD）。</translation>
    </message>
    <message>
        <source>The parcel has no area, so it can&apos;t be drawn by area.</source>
        <translation>该地块没有面积，无法按面积抽取。</translation>
    </message>
    <message>
        <source>Correct the area field, or leave it empty to measure the shapes.</source>
        <translation>请更正面积字段，或留空按图形量算。</translation>
    </message>
    <message>
        <source>There are no parcels to draw from.</source>
        <translation>没有可抽取的地块。</translation>
    </message>
    <message>
        <source>Choose a layer or batch with parcels.</source>
        <translation>请选择含有地块的图层或批次。</translation>
    </message>
    <message>
        <source>The ratio is {ratio}.</source>
        <translation>抽查比例为 {ratio}。</translation>
    </message>
    <message>
        <source>Give a share of the area above 0 and up to 1, such as 0.3.</source>
        <translation>请填写大于 0 且不超过 1 的面积比例，例如 0.3。</translation>
    </message>
    <message>
        <source>The seed is empty.</source>
        <translation>种子为空。</translation>
    </message>
    <message>
        <source>Give a seed such as FOREST|360122|2023|CITY|1, so that the draw can be repeated.</source>
        <translation>请填写种子，例如 FOREST|360122|2023|CITY|1，以便重复抽取。</translation>
    </message>
    <message>
        <source>The document can&apos;t be read ({reason}).</source>
        <translation>文件无法读取（{reason}）。</translation>
    </message>
    <message>
        <source>Close the program that has it open, and try again.</source>
        <translation>请关闭正在使用该文件的程序后重试。</translation>
    </message>
    <message>
        <source>Document {doc_no} for check {check} is missing ({file}).</source>
        <translation>检查 {check} 的批准文件 {doc_no} 缺失（{file}）。</translation>
    </message>
    <message>
        <source>Document {doc_no} for check {check} isn&apos;t the file that was recorded ({file}).</source>
        <translation>检查 {check} 的批准文件 {doc_no} 不是登记时的文件（{file}）。</translation>
    </message>
    <message>
        <source>The record says {stated}, but {follows} follows from findings and waivers.</source>
        <translation>记录为 {stated}，而由检查结果和批准文件得出的是 {follows}。</translation>
    </message>
    <message>
        <source>Waivers</source>
        <translation>批准文件</translation>
    </message>
    <message>
        <source>No check was waived.</source>
        <translation>没有凭批准文件通过的检查。</translation>
    </message>
    <message>
        <source>Document no.</source>
        <translation>文号</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>批准机关</translation>
    </message>
    <message>
        <source>Entered by</source>
        <translation>登记人</translation>
    </message>
    <message>
        <source>Recorded on</source>
        <translation>登记日期</translation>
    </message>
    <message>
        <source>The county&apos;s own rules {id} ({document}) apply; they set otherwise: {changes}.</source>
        <translation>适用本县细则 {id}（{document}）；其不同规定为：{changes}。</translation>
    </message>
    <message>
        <source>{count} recorded documents count for nothing in this check; its report says why.</source>
        <translation>登记的文件中有 {count} 份在本次检查中不起作用，原因见检查报告。</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>In full: {clause}</source>
        <translation>全文：{clause}</translation>
    </message>
    <message>
        <source>Waived</source>
        <translation>已批准</translation>
    </message>
    <message>
        <source>A document that lifts the check “{check}” of parcel {parcel}.</source>
        <translation>批准地块 {parcel} 检查“{check}”的文件。</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>Remove this document</source>
        <translation>撤除此文件</translation>
    </message>
    <message>
        <source>Record a document…</source>
        <translation>登记批准文件…</translation>
    </message>
    <message>
        <source>There is no role “{role}”.</source>
        <translation>没有经办主体“{role}”。</translation>
    </message>
    <message>
        <source>The act of {day} lies after the day on which it is recorded ({recorded}).</source>
        <translation>办理日期 {day} 晚于登记日期（{recorded}）。</translation>
    </message>
    <message>
        <source>Give the day on which it was done.</source>
        <translation>请填写实际办理日期。</translation>
    </message>
    <message>
        <source>“{text}” is no time of recording.</source>
        <translation>“{text}”不是登记时间。</translation>
    </message>
    <message>
        <source>Write it as 2026-11-21T09:30:00Z.</source>
        <translation>请写成 2026-11-21T09:30:00Z 的形式。</translation>
    </message>
    <message>
        <source>The field is empty.</source>
        <translation>没有填写。</translation>
    </message>
    <message>
        <source>Give a text of at most {limit} characters.</source>
        <translation>请填写不超过 {limit} 个字符的文本。</translation>
    </message>
    <message>
        <source>The verdict {stated} doesn&apos;t follow from findings and waivers ({follows}). Check the parcel again.</source>
        <translation>结论 {stated} 与检查结果和批准文件不符（应为 {follows}）。请重新检查该地块。</translation>
    </message>
    <message>
        <source>The parcel needs a document for {checks}. Record it with the check, or cut the ground out.</source>
        <translation>地块的 {checks} 需要批准文件。请随检查登记，或切除该部分。</translation>
    </message>
    <message>
        <source>{fault} Record the document again.</source>
        <translation>{fault} 请重新登记文件。</translation>
    </message>
    <message>
        <source>The document is dated {date}, after the day on which it is recorded ({recorded}).</source>
        <translation>文件日期为 {date}，晚于登记日期（{recorded}）。</translation>
    </message>
    <message>
        <source>Give the date that stands on the document.</source>
        <translation>请填写文件上的日期。</translation>
    </message>
    <message>
        <source>The file can&apos;t be kept beside the pool ({reason}).</source>
        <translation>文件无法保存到储备库旁（{reason}）。</translation>
    </message>
    <message>
        <source>Look whether the file is there, and whether {folder} can be written.</source>
        <translation>请查看文件是否存在，以及 {folder} 是否可写。</translation>
    </message>
    <message>
        <source>The file isn&apos;t the one that was recorded: its content was changed since.</source>
        <translation>该文件不是登记时的文件：内容已被更改。</translation>
    </message>
    <message>
        <source>Record the document again, or bring the original file back.</source>
        <translation>请重新登记文件，或恢复原文件。</translation>
    </message>
    <message>
        <source>The record of {uid} is not the one that was recorded.</source>
        <translation>{uid} 的记录与登记时不一致。</translation>
    </message>
    <message>
        <source>The file {file} of {uid} is missing beside the pool, or was changed there.</source>
        <translation>{uid} 的文件 {file} 在储备库旁缺失，或已被改动。</translation>
    </message>
    <message>
        <source>The state of {uid} doesn&apos;t follow from its history.</source>
        <translation>{uid} 的环节与其办理历史不符。</translation>
    </message>
    <message>
        <source>What was found before step {number} is not what it testifies to.</source>
        <translation>第 {number} 步之前的检查结论与该步所证明的不一致。</translation>
    </message>
    <message>
        <source>The former shapes of {uid} are not those that it had.</source>
        <translation>{uid} 的历史图形与原图形不一致。</translation>
    </message>
    <message>
        <source>There is nothing to record.</source>
        <translation>没有可登记的内容。</translation>
    </message>
    <message>
        <source>Give the answers, or a table with a row for each record.</source>
        <translation>请填写内容，或提供每条记录一行的表。</translation>
    </message>
    <message>
        <source>The answers of {day} lie after the day on which they are recorded ({recorded}).</source>
        <translation>填报日期 {day} 晚于登记日期（{recorded}）。</translation>
    </message>
    <message>
        <source>Give the day on which they were given.</source>
        <translation>请填写实际填报日期。</translation>
    </message>
    <message>
        <source>Parcel {uid}: {fault}</source>
        <translation>地块 {uid}：{fault}</translation>
    </message>
    <message>
        <source>The pool holds no open matter “{uid}”.</source>
        <translation>储备库中没有在办事项“{uid}”。</translation>
    </message>
    <message>
        <source>Give the id that the matter got when it was opened.</source>
        <translation>请填写立项时给出的事项编号。</translation>
    </message>
    <message>
        <source>The rule set {id} has no matter “{subject}”.</source>
        <translation>规则集 {id} 没有事项“{subject}”。</translation>
    </message>
    <message>
        <source>The rules name nobody who may open a matter “{subject}”.</source>
        <translation>规则没有规定由谁办理事项“{subject}”的立项。</translation>
    </message>
    <message>
        <source>Add a transition from nothing to {state}.</source>
        <translation>请增加从无到 {state} 的办理环节。</translation>
    </message>
    <message>
        <source>The place of the matter is no valid polygon with an area.</source>
        <translation>事项的位置不是有面积的有效面。</translation>
    </message>
    <message>
        <source>Mend the shape, or open the matter without a place.</source>
        <translation>请修正图形，或不带位置立项。</translation>
    </message>
    <message>
        <source>The pool holds no parcel and no matter “{uid}”.</source>
        <translation>储备库中没有地块或事项“{uid}”。</translation>
    </message>
    <message>
        <source>Give an id from the column parcel_uid, or one that a matter got when opened.</source>
        <translation>请填写 parcel_uid 列中的编号，或立项时给出的事项编号。</translation>
    </message>
    <message>
        <source>It has come to its end ({state}).</source>
        <translation>已办结（{state}）。</translation>
    </message>
    <message>
        <source>Check the parcel again and push it anew, or open a new matter.</source>
        <translation>请重新检查地块并入库，或另立事项。</translation>
    </message>
    <message>
        <source>It entered the pool by {own}, not by {id}.</source>
        <translation>其按 {own} 入库，不按 {id}。</translation>
    </message>
    <message>
        <source>Choose {own}, or a county&apos;s own rules over it.</source>
        <translation>请选择 {own}，或在其基础上的本县细则。</translation>
    </message>
    <message>
        <source>{check} ({clause}): {what}</source>
        <translation>{check}（{clause}）：{what}</translation>
    </message>
    <message>
        <source>No parcel, batch or matter is named.</source>
        <translation>未指定地块、批次或事项。</translation>
    </message>
    <message>
        <source>Give ids of parcels or matters, or the name of a batch that holds parcels.</source>
        <translation>请填写地块或事项编号，或含有地块的批次名称。</translation>
    </message>
    <message>
        <source>Give the day of the act, or choose the rule set that follows.</source>
        <translation>请填写办理日期，或选择后续的规则集。</translation>
    </message>
    <message>
        <source>No step leads from {state} to {to_state}.</source>
        <translation>不能由“{state}”进入“{to_state}”。</translation>
    </message>
    <message>
        <source>From {state} it goes to: {ways}.</source>
        <translation>由“{state}”可进入：{ways}。</translation>
    </message>
    <message>
        <source>No step leads on from {state}.</source>
        <translation>“{state}”之后没有后续环节。</translation>
    </message>
    <message>
        <source>After that day no quota comes into being; the parcel stays under review.</source>
        <translation>该日之后不再产生定额；地块仍须年度核查。</translation>
    </message>
    <message>
        <source>{role} can&apos;t take the step to {to_state}.</source>
        <translation>{role}不能办理进入“{to_state}”的环节。</translation>
    </message>
    <message>
        <source>It is for: {roles}.</source>
        <translation>应由以下主体办理：{roles}。</translation>
    </message>
    <message>
        <source>The step to {to_state} is decided elsewhere and only recorded here.</source>
        <translation>进入“{to_state}”由上级决定，此处只作登记。</translation>
    </message>
    <message>
        <source>Give the number of the document that decides it.</source>
        <translation>请填写决定文件的文号。</translation>
    </message>
    <message>
        <source>The act of {day} lies before the last step ({last}).</source>
        <translation>办理日期 {day} 早于上一环节（{last}）。</translation>
    </message>
    <message>
        <source>Look at both dates; what was entered wrongly is put right by a step back.</source>
        <translation>请核对两个日期；填错的，通过退回环节更正。</translation>
    </message>
    <message>
        <source>Document {doc_no} is for check {check}, which isn&apos;t a failed one that a document can lift.</source>
        <translation>文件 {doc_no} 所对应的检查 {check} 不是未通过且可凭文件批准的检查。</translation>
    </message>
    <message>
        <source>Document {doc_no} for check {check}, field {field}: {what}</source>
        <translation>检查 {check} 的文件 {doc_no}，字段 {field}：{what}</translation>
    </message>
    <message>
        <source>A document of the parcel is there twice.</source>
        <translation>地块的同一份批准文件登记了两次。</translation>
    </message>
    <message>
        <source>The file {file} is missing from {folder}, or was changed there.</source>
        <translation>文件 {file} 在 {folder} 中缺失或已被更改。</translation>
    </message>
    <message>
        <source>The file {file} was changed after the check.</source>
        <translation>文件 {file} 在检查之后被更改。</translation>
    </message>
    <message>
        <source>Document {doc_no} for check {check}: {what}</source>
        <translation>检查 {check} 的文件 {doc_no}：{what}</translation>
    </message>
    <message>
        <source>Measures parcels (validity, ellipsoid area, slope, overlap with every role&apos;s layer, source class, duplicates, county) and applies the rule set. The output has a verdict and the reasons for every parcel; FINDINGS lists every check with clause, measured value and threshold. A check whose layer or field is missing stays open (NOT_CHECKED), so the parcel is INCOMPLETE, never eligible by silence. WAIVERS lists the documents that lift failures where the rules allow it.</source>
        <translation>量算地块（图形有效性、椭球面积、坡度、与各角色图层的重叠、来源地类、重复、所在县），并按规则集检查。输出为每个地块的判定和理由；FINDINGS 列出每项检查的条款、实测值和限值。缺少图层或字段的检查保持未检查（NOT_CHECKED），地块即为检查不完整，绝不默认通过。WAIVERS 列出规则允许凭文件豁免的批准文件。</translation>
    </message>
    <message>
        <source>Check records</source>
        <translation>检查记录表</translation>
    </message>
    <message>
        <source>Applies the checks that guard a state to a table of records, such as a yearly plan or items that leave cropland: amounts, grades, dates, purposes. Columns are called as the fields of the form, or by their titles; a column “evidence” lists the kinds of papers at hand. What the table can't tell stays open (NOT_CHECKED).</source>
        <translation>对记录表（如年度方案、耕地转出项目）进行进入某一环节前的检查：数量、等级、日期、用途等。列名与表单字段或其中文名称一致；“evidence”列填写已有材料的类型。表中不能反映的保持未检查（NOT_CHECKED）。</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Table with a column for each answer, or a layer whose polygons are the places meant.</source>
        <translation>每项内容一列的表，或以面表示位置的图层。</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>Form whose fields the columns are, for example PLAN, OUTFLOW or OCCUPATION.</source>
        <translation>各列对应的表单，例如 PLAN、OUTFLOW 或 OCCUPATION。</translation>
    </message>
    <message>
        <source>Kind of matter</source>
        <translation>事项类型</translation>
    </message>
    <message>
        <source>What the records are about, as the rule set calls it: PARCEL, PLAN, OUTFLOW, …</source>
        <translation>记录所属对象，按规则集的名称：PARCEL、PLAN、OUTFLOW 等。</translation>
    </message>
    <message>
        <source>Name of the matter</source>
        <translation>事项名称</translation>
    </message>
    <message>
        <source>Field that says what a row is about; rows with the same name belong together. Empty: each by itself.</source>
        <translation>说明每行所属对象的字段；名称相同的行属于同一对象。留空则每行各为一个对象。</translation>
    </message>
    <message>
        <source>State whose guards are checked, for example COUNTY_REVIEWED or PLAN.COUNTY_REVIEWED. Empty: the first.</source>
        <translation>要检查的环节，例如 COUNTY_REVIEWED 或 PLAN.COUNTY_REVIEWED。留空为第一个环节。</translation>
    </message>
    <message>
        <source>One row for every matter and check.</source>
        <translation>每个事项的每项检查一行。</translation>
    </message>
    <message>
        <source>Matters checked</source>
        <translation>检查的事项数</translation>
    </message>
    <message>
        <source>The form {form} has no such fields, so these columns are left aside: {names}.</source>
        <translation>表单 {form} 没有以下字段，这些列未采用：{names}。</translation>
    </message>
    <message>
        <source>The table has no rows.</source>
        <translation>表中没有记录。</translation>
    </message>
    <message>
        <source>Check a rule set</source>
        <translation>检查规则集</translation>
    </message>
    <message>
        <source>Reads the YAML file of a regulation, or of a county's own rules over one (“parent: …”), and lists all that is wrong with it, with file and line: words nobody knows, names that stand for nothing, values that can't be, and what a county makes looser without a document. A file with a problem isn't an error of the run: VALID is false. Of a county's own rules the log tells what they change.</source>
        <translation>读取法规规则集或本县细则（“parent: …”）的 YAML 文件，按文件和行号列出全部问题：不认识的词、没有定义的名称、不允许的取值，以及没有文件依据的放宽。文件有问题不算运行出错：VALID 为否。对本县细则，日志列出其改变的内容。</translation>
    </message>
    <message>
        <source>YAML file to check before it is used.</source>
        <translation>使用前要检查的 YAML 文件。</translation>
    </message>
    <message>
        <source>One row for every problem, with file, line, key and what is wrong.</source>
        <translation>每个问题一行：文件、行号、键和问题内容。</translation>
    </message>
    <message>
        <source>Rule set is valid</source>
        <translation>规则集有效</translation>
    </message>
    <message>
        <source>Id of the rule set</source>
        <translation>规则集代码</translation>
    </message>
    <message>
        <source>SHA-256 of what holds</source>
        <translation>有效内容的 SHA-256</translation>
    </message>
    <message>
        <source>{id} tightens {parent}:</source>
        <translation>{id} 对 {parent} 从严规定：</translation>
    </message>
    <message>
        <source>{change}, looser, by document {document}</source>
        <translation>{change}，放宽，依据文件 {document}</translation>
    </message>
    <message>
        <source>Cut out what can&apos;t be credited</source>
        <translation>切除不能计入的部分</translation>
    </message>
    <message>
        <source>Checks parcels as “Check parcels” does, and cuts out the ground that the rules don't let in: steep ground, bans, ground that is claimed or filed already, outside the county, or of another class by a survey layer. Documents in WAIVERS keep the ground that they lift a check from. OUTPUT has the pieces that are left, each with its parcel (parent_id), part number (PART_NO), verdict and what is still open; EXCLUDED has what was cut out, with check and clause. A square metre is excluded once, by the check that weighs most. Pieces that a check bars for other reasons than their ground are excluded whole. The areas of a parcel's parts sum to its ellipsoid area exactly; TBMJ, KCMJ and TBDLMJ are dealt out likewise. Check the pieces once more before you push them to the pool.</source>
        <translation>与“检查地块”相同地检查地块，并切除规则不允许的部分：陡坡、禁止区域、已占用或已报备的土地、县界以外，以及按调查图层属于其他地类的部分。WAIVERS 中的文件所豁免的部分予以保留。OUTPUT 为剩余的地块，各带所属原地块（parent_id）、部分序号（PART_NO）、判定和尚未解决的问题；EXCLUDED 为切除部分及其检查和条款。同一平方米只切除一次，以最重的检查为准。因其他原因被禁止的，整块切除。各部分面积之和与原地块椭球面积完全相等；图斑面积、扣除面积和图斑地类面积按同样方法分配。入库前请再检查一次。</translation>
    </message>
    <message>
        <source>Pieces too small or too narrow</source>
        <translation>过小或过窄的部分</translation>
    </message>
    <message>
        <source>DROP lists them in EXCLUDED on their own; MERGE gives them to the excluded ground with which they have the longest border.</source>
        <translation>DROP 将其单独列入 EXCLUDED；MERGE 将其并入公共边最长的切除部分。</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>剩余地块</translation>
    </message>
    <message>
        <source>The pieces that are left, with the fields of their parcel. Save them as GeoPackage.</source>
        <translation>剩余的地块，保留原地块字段。请存为 GeoPackage。</translation>
    </message>
    <message>
        <source>Excluded ground</source>
        <translation>切除部分</translation>
    </message>
    <message>
        <source>What was cut out of each parcel, with the check and the clause that take it.</source>
        <translation>各地块切除的部分，以及据以切除的检查和条款。</translation>
    </message>
    <message>
        <source>Number of pieces</source>
        <translation>剩余地块数</translation>
    </message>
    <message>
        <source>Area of the pieces (m²)</source>
        <translation>剩余面积（平方米）</translation>
    </message>
    <message>
        <source>Excluded area (m²)</source>
        <translation>切除面积（平方米）</translation>
    </message>
    <message>
        <source>{check} ({clause}): {area:.2f} m² of {count} parcels excluded</source>
        <translation>{check}（{clause}）：{count} 个地块共切除 {area:.2f} 平方米</translation>
    </message>
    <message>
        <source>{count} pieces are {verdict}</source>
        <translation>有 {count} 个剩余地块为{verdict}</translation>
    </message>
    <message>
        <source>Draw a spot check</source>
        <translation>抽取抽查地块</translation>
    </message>
    <message>
        <source>Parcels to draw from, or leave it empty and name a pool and a batch.</source>
        <translation>要抽取的地块；留空时须指定储备库和批次。</translation>
    </message>
    <message>
        <source>Path of the county&apos;s pool, a GeoPackage, where no layer is given.</source>
        <translation>未提供图层时，本县储备库 GeoPackage 的路径。</translation>
    </message>
    <message>
        <source>Name of the batch in the pool; its active parcels are drawn from.</source>
        <translation>储备库中的批次名称；从其有效地块中抽取。</translation>
    </message>
    <message>
        <source>Needed only where batches of several systems have the same name.</source>
        <translation>仅当不同体系有同名批次时填写。</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>Share of the area to be drawn, above 0 and up to 1. In Jiangxi the city takes 0.3, the province 0.15.</source>
        <translation>应抽取的面积比例，大于 0 且不超过 1。江西市级为 0.3，省级为 0.15。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Text that fixes the draw, for example JX|360122|2023|CITY|1.</source>
        <translation>决定抽取结果的文本，例如 JX|360122|2023|CITY|1。</translation>
    </message>
    <message>
        <source>Field with a number of its own for each parcel; the survey&apos;s BSM if left empty.</source>
        <translation>每个地块有唯一编号的字段；留空则采用调查标识码 BSM。</translation>
    </message>
    <message>
        <source>Area field</source>
        <translation>面积字段</translation>
    </message>
    <message>
        <source>Field with the submitted area in m². Left empty, the ellipsoid area of the shapes counts.</source>
        <translation>上报面积（平方米）字段。留空则按图形的椭球面积。</translation>
    </message>
    <message>
        <source>Drawn parcels</source>
        <translation>抽中地块</translation>
    </message>
    <message>
        <source>Area drawn (m²)</source>
        <translation>抽取面积（平方米）</translation>
    </message>
    <message>
        <source>Area of all parcels (m²)</source>
        <translation>全部地块面积（平方米）</translation>
    </message>
    <message>
        <source>SHA-256 of numbers and areas</source>
        <translation>编号和面积的 SHA-256</translation>
    </message>
    <message>
        <source>Drawn: {count} parcels, {drawn:.2f} of {frame:.2f} m² ({share:.2%}); seed {seed}, frame {hash}.</source>
        <translation>已抽取 {count} 个地块，{frame:.2f} 平方米中抽取 {drawn:.2f} 平方米（{share:.2%}）；种子 {seed}，抽样框 {hash}。</translation>
    </message>
    <message>
        <source>ID_FIELD: {layer} has no survey number (BSM). Choose the field with the parcels&apos; numbers.</source>
        <translation>ID_FIELD：{layer} 没有标识码（BSM）。请选择地块编号字段。</translation>
    </message>
    <message>
        <source>AREA_FIELD: {layer} has no field {field}.</source>
        <translation>AREA_FIELD：{layer} 没有字段 {field}。</translation>
    </message>
    <message>
        <source>SYSTEM: batch {batch} is there in several systems. Choose one of: {systems}.</source>
        <translation>SYSTEM：多个体系都有批次 {batch}。请从以下体系中选择：{systems}。</translation>
    </message>
    <message>
        <source>File of the county&apos;s own rules</source>
        <translation>本县细则文件</translation>
    </message>
    <message>
        <source>YAML file of the county's own rules by which the parcels were checked, where it doesn't lie in the profile's folder “rule_sets”.</source>
        <translation>检查地块所依据的本县细则 YAML 文件；不在配置文件夹的“rule_sets”中时填写。</translation>
    </message>
    <message>
        <source>Regulation to apply: “auto” chooses it by county code and date, a county's own rules before those of its province. Its id, or the path of the YAML file of a county's own rules, may be given instead.</source>
        <translation>要适用的法规：“auto”按县代码和日期选取，本县细则优先于省级规定。也可填写规则集代码，或本县细则 YAML 文件的路径。</translation>
    </message>
    <message>
        <source>Split by the second survey</source>
        <translation>按第二次土地调查拆分</translation>
    </message>
    <message>
        <source>Splits parcels of Sichuan by what the second survey says of the ground (SC-3(九)b). What was no cropland then, or was cropland and lawfully approved as construction land later, may count for the balance of occupation and supplement: pool CROP. Other cropland of the second survey counts for the yearly in/out balance only: INOUT. What doesn't become cropland counts for nothing: NONE; and so does ground that the second survey doesn't cover, or whose class is unknown or adjustable (可调整), until somebody has found out. Adds pool, reason and reason_txt, survey2 (classes found), parent_id, PART_NO, area_m2 and merged_m2 (slivers of other ground, which went to the neighbour with the longest border). The pieces of a parcel cover it, and their areas sum to its ellipsoid area exactly; TBMJ, KCMJ and TBDLMJ are dealt out likewise.</source>
        <translation>按第二次土地调查拆分四川的地块（SC-3(九)b）。当时不是耕地的，或当时为耕地、后经依法批准为建设用地的，可用于占补平衡：pool 为 CROP。第二次土地调查中的其他耕地只能用于年度进出平衡：INOUT。未变为耕地的不予计入：NONE；第二次土地调查未覆盖的，或地类不明、为可调整地类的，查清之前也不予计入。增加字段 pool、reason 和 reason_txt、survey2（涉及的地类）、parent_id、PART_NO、area_m2 和 merged_m2（并入公共边最长的相邻部分的碎面面积）。各部分覆盖原地块，面积之和与其椭球面积完全相等；图斑面积、扣除面积和图斑地类面积按同样方法分配。</translation>
    </message>
    <message>
        <source>Candidate parcels, in any coordinate reference system.</source>
        <translation>候选地块，可为任意坐标系。</translation>
    </message>
    <message>
        <source>Polygons of the second survey with its class codes in DLBM, such as 011 for paddy, kept as text.</source>
        <translation>第二次土地调查图斑，地类编码（DLBM）为文本，如水田 011。</translation>
    </message>
    <message>
        <source>Ground that was lawfully approved as construction land after the second survey. Without it, cropland of the second survey stays open.</source>
        <translation>第二次土地调查之后依法批准的建设用地。未提供时，第二次土地调查中的耕地保持待定。</translation>
    </message>
    <message>
        <source>Nothing was approved here</source>
        <translation>此处没有批准的建设用地</translation>
    </message>
    <message>
        <source>Tick it when none of these parcels was ever approved as construction land, instead of a layer.</source>
        <translation>这些地块从未批准为建设用地时勾选，以代替图层。</translation>
    </message>
    <message>
        <source>Class after the works</source>
        <translation>实施后地类</translation>
    </message>
    <message>
        <source>Field with the third-survey class that the ground will have. What doesn&apos;t become 0101, 0102 or 0103 counts for nothing. Empty: everything becomes cropland.</source>
        <translation>实施后三调地类的字段。未变为 0101、0102 或 0103 的不予计入。留空表示全部变为耕地。</translation>
    </message>
    <message>
        <source>The pieces with all fields of their parcel, what they may count for and why.</source>
        <translation>拆分后的部分，保留原地块全部字段，并注明可计入何处及理由。</translation>
    </message>
    <message>
        <source>Area that may count for CROP (m²)</source>
        <translation>可计入 CROP 的面积（平方米）</translation>
    </message>
    <message>
        <source>Area that may count for INOUT only (m²)</source>
        <translation>只能计入 INOUT 的面积（平方米）</translation>
    </message>
    <message>
        <source>Area that may count for neither, or of which that isn't known (m²)</source>
        <translation>不能计入或尚不明确的面积（平方米）</translation>
    </message>
    <message>
        <source>Smallest piece (m²)</source>
        <translation>最小面积（平方米）</translation>
    </message>
    <message>
        <source>Smaller pieces go to the neighbour with the longest border. 0 keeps them all.</source>
        <translation>更小的部分并入公共边最长的相邻部分。0 表示全部保留。</translation>
    </message>
    <message>
        <source>Least width (metres)</source>
        <translation>最小宽度（米）</translation>
    </message>
    <message>
        <source>Narrower pieces (twice the area by the length of the outline) go to a neighbour too.</source>
        <translation>更窄的部分（面积的两倍除以周长）也并入相邻部分。</translation>
    </message>
    <message>
        <source>No layer of the second survey was given.</source>
        <translation>未提供第二次土地调查图层。</translation>
    </message>
    <message>
        <source>Choose its land-class polygons for SURVEY2.</source>
        <translation>请为 SURVEY2 选择其地类图斑。</translation>
    </message>
    <message>
        <source>Give the class after the works as the third survey codes it, such as 0103.</source>
        <translation>请按三调地类填写实施后地类，例如 0103。</translation>
    </message>
    <message>
        <source>{pool}: {count} pieces, {area:.2f} m².</source>
        <translation>{pool}：{count} 个部分，{area:.2f} 平方米。</translation>
    </message>
    <message>
        <source>Parcel {parcel}, piece {number}, {area:.2f} m²: {text}</source>
        <translation>地块 {parcel} 第 {number} 部分，{area:.2f} 平方米：{text}</translation>
    </message>
    <message>
        <source>Slivers went to a neighbour in {count} pieces; merged_m2 says how much.</source>
        <translation>有 {count} 个部分并入了碎面；面积见 merged_m2。</translation>
    </message>
    <message>
        <source>Table of the documents that lift failed checks, with the fields {fields}. An empty parcel_id, or *, holds for all parcels; file is the scan, relative to the table. Each file is hashed and goes into the pool with its parcel.</source>
        <translation>未通过的检查所凭批准文件的清单，字段为 {fields}。parcel_id 为空或为 * 表示适用于全部地块；file 为扫描件，路径相对于清单所在文件夹。每份文件计算哈希，并随地块入库。</translation>
    </message>
    <message>
        <source>The form {form} has no such field.</source>
        <translation>表单 {form} 没有该字段。</translation>
    </message>
    <message>
        <source>Use one of: {names}.</source>
        <translation>请采用以下字段之一：{names}。</translation>
    </message>
    <message>
        <source>There is no answer.</source>
        <translation>未填写。</translation>
    </message>
    <message>
        <source>There is no form “{form}”.</source>
        <translation>没有表单“{form}”。</translation>
    </message>
    <message>
        <source>Correct “{name_en}{name_zh:.0}” of the form {form}: {expected}.</source>
        <translation>请更正表单 {form} 的“{name_zh}{name_en:.0}”：{expected}。</translation>
    </message>
    <message>
        <source>A grade needs its scheme.</source>
        <translation>质量等级须写明等级体系。</translation>
    </message>
    <message>
        <source>The worst grade of this scheme is {worst}.</source>
        <translation>该体系的最低等级为 {worst}。</translation>
    </message>
    <message>
        <source>A county&apos;s own rules need an id of their own.</source>
        <translation>本县细则须有自己的代码。</translation>
    </message>
    <message>
        <source>{code} lies outside the region of {parent}.</source>
        <translation>{code} 不在 {parent} 的适用地区内。</translation>
    </message>
    <message>
        <source>{day} lies outside the dates of {parent}.</source>
        <translation>{day} 不在 {parent} 的有效期内。</translation>
    </message>
    <message>
        <source>{name} = {after} is looser than {before} of {parent}: name the document that allows it (“document”).</source>
        <translation>{name} = {after}，比 {parent} 的 {before} 宽松：请写明允许放宽的文件（“document”）。</translation>
    </message>
    <message>
        <source>The rule set above has no such check.</source>
        <translation>上级规则集没有该检查。</translation>
    </message>
    <message>
        <source>The check {check} is {before}; a county may only make it heavier, not {after}.</source>
        <translation>检查 {check} 为 {before}；县级只能加重，不能改为 {after}。</translation>
    </message>
    <message>
        <source>There is another rule set with the id “{id}”.</source>
        <translation>另有代码为“{id}”的规则集。</translation>
    </message>
    <message>
        <source>Give it another id, or take one of the files out of the folder.</source>
        <translation>请更换代码，或将其中一个文件移出文件夹。</translation>
    </message>
    <message>
        <source>Check the path, and that you may read the file.</source>
        <translation>请核对路径，以及能否读取该文件。</translation>
    </message>
    <message>
        <source>A county's own rules have to name the rule set that they tighten (“parent”).</source>
        <translation>本县细则须写明所从严的规则集（“parent”）。</translation>
    </message>
    <message>
        <source>Give the file a line “parent: …” and what it sets stricter.</source>
        <translation>请在文件中写上“parent: …”一行和从严规定的内容。</translation>
    </message>
    <message>
        <source>The form has no field “{name}”.</source>
        <translation>表单没有字段“{name}”。</translation>
    </message>
    <message>
        <source>A field of type code, and no other, names its codes.</source>
        <translation>类型为 code 的字段必须写明代码表，其他类型不得写。</translation>
    </message>
    <message>
        <source>There is no list of codes “{name}”.</source>
        <translation>没有代码表“{name}”。</translation>
    </message>
    <message>
        <source>There is no rule set “{id}” to tighten.</source>
        <translation>没有可从严规定的规则集“{id}”。</translation>
    </message>
    <message>
        <source>one of {codes}</source>
        <translation>以下之一：{codes}</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>a number such as 12.5</source>
        <translation>数，例如 12.5</translation>
    </message>
    <message>
        <source>a whole number such as 12</source>
        <translation>整数，例如 12</translation>
    </message>
    <message>
        <source>a year such as 2025</source>
        <translation>年份，例如 2025</translation>
    </message>
    <message>
        <source>square metres as a number such as 10500.25</source>
        <translation>以平方米为单位的数，例如 10500.25</translation>
    </message>
    <message>
        <source>a share such as 0.6 or 60%</source>
        <translation>比例，例如 0.6 或 60%</translation>
    </message>
    <message>
        <source>a grade such as 4, 1 being the best</source>
        <translation>等级，例如 4（1 等最好）</translation>
    </message>
    <message>
        <source>a date such as 2025-05-01</source>
        <translation>日期，例如 2025-05-01</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 或 false</translation>
    </message>
    <message>
        <source>This is no plain text, or a very long one.</source>
        <translation>不是普通文本，或过长。</translation>
    </message>
    <message>
        <source>{value} is less than {least:.0f}.</source>
        <translation>{value} 小于 {least:.0f}。</translation>
    </message>
    <message>
        <source>{value} is no number.</source>
        <translation>{value} 不是数。</translation>
    </message>
    <message>
        <source>{value} is no whole number.</source>
        <translation>{value} 不是整数。</translation>
    </message>
    <message>
        <source>{value} is no year.</source>
        <translation>{value} 不是年份。</translation>
    </message>
    <message>
        <source>{value} is more than the whole.</source>
        <translation>{value} 超过了整体。</translation>
    </message>
    <message>
        <source>{value} is no grade.</source>
        <translation>{value} 不是等级。</translation>
    </message>
    <message>
        <source>{value} is no date.</source>
        <translation>{value} 不是日期。</translation>
    </message>
    <message>
        <source>{value} is neither yes nor no.</source>
        <translation>{value} 既不是“是”也不是“否”。</translation>
    </message>
    <message>
        <source>“{value}” is none of the answers.</source>
        <translation>“{value}”不是可选答案。</translation>
    </message>
    <message>
        <source>A check of kind “{kind}” has no option “{name}”.</source>
        <translation>“{kind}”类检查没有选项“{name}”。</translation>
    </message>
    <message>
        <source>The option {name} can&apos;t be this.</source>
        <translation>选项 {name} 不能为此值。</translation>
    </message>
    <message>
        <source>A check of kind “{kind}” needs the option “{name}”.</source>
        <translation>“{kind}”类检查须有选项“{name}”。</translation>
    </message>
    <message>
        <source>“{name}” is none of these: {names}.</source>
        <translation>“{name}”不是以下之一：{names}。</translation>
    </message>
    <message>
        <source>{form}.{field} isn&apos;t of type {types}.</source>
        <translation>{form}.{field} 的类型不是 {types}。</translation>
    </message>
    <message>
        <source>One of these is expected here: {names}.</source>
        <translation>此处应为以下之一：{names}。</translation>
    </message>
    <message>
        <source>true or false is expected here, not {value}.</source>
        <translation>此处应为 true 或 false，而不是 {value}。</translation>
    </message>
    <message>
        <source>Tightens</source>
        <translation>从严规定</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>Version (SHA-256)</source>
        <translation>版本（SHA-256）</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>登记号</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>How it is read</source>
        <translation>采用的解释</translation>
    </message>
    <message>
        <source>What the text leaves open</source>
        <translation>条文未明确的问题</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Above</source>
        <translation>上级规定</translation>
    </message>
    <message>
        <source>In the county</source>
        <translation>本县规定</translation>
    </message>
    <message>
        <source>Looser, by document</source>
        <translation>放宽依据</translation>
    </message>
    <message>
        <source>The county&apos;s own rules</source>
        <translation>本县细则</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>作用</translation>
    </message>
    <message>
        <source>lifts the check for {count} parcels</source>
        <translation>批准 {count} 个地块的此项检查</translation>
    </message>
    <message>
        <source>counts for nothing: {reason}</source>
        <translation>不起作用：{reason}</translation>
    </message>
    <message>
        <source>all parcels</source>
        <translation>全部地块</translation>
    </message>
    <message>
        <source>Record a document</source>
        <translation>登记批准文件</translation>
    </message>
    <message>
        <source>Number of the document, as it is printed on it.</source>
        <translation>文件上所印的文号。</translation>
    </message>
    <message>
        <source>Date of the document; not after the day of the check.</source>
        <translation>文件日期，不得晚于检查日期。</translation>
    </message>
    <message>
        <source>Authority that issued the document.</source>
        <translation>出具文件的机关。</translation>
    </message>
    <message>
        <source>Scan of the document; it is copied beside the pool when the parcel is pushed.</source>
        <translation>文件的扫描件；地块入库时复制到储备库旁。</translation>
    </message>
    <message>
        <source>Who records the document.</source>
        <translation>由谁登记。</translation>
    </message>
    <message>
        <source>It holds for all parcels of this check</source>
        <translation>适用于本次检查的全部地块</translation>
    </message>
    <message>
        <source>Every parcel that fails this check is lifted by the same document.</source>
        <translation>凡未通过此项检查的地块，均凭同一文件批准。</translation>
    </message>
    <message>
        <source>The pool holds no parcel “{uid}”.</source>
        <translation>储备库中没有地块“{uid}”。</translation>
    </message>
    <message>
        <source>Give an id from the column parcel_uid.</source>
        <translation>请填写 parcel_uid 列中的编号。</translation>
    </message>
    <message>
        <source>The shape of {uid} stays as it is until that is mended.</source>
        <translation>更正之前，{uid} 的图形保持不变。</translation>
    </message>
    <message>
        <source>In the state {state} shape and area are fixed; a step back leads to: {ways}.</source>
        <translation>在“{state}”环节，图形和面积已固定；可退回到：{ways}。</translation>
    </message>
    <message>
        <source>The parcel relies on this check already. Check the new shape.</source>
        <translation>该地块已采用本次检查。请检查新图形。</translation>
    </message>
    <message>
        <source>Checks up to the state {state} were not made: {checks}. Check the parcel for this stage.</source>
        <translation>“{state}”及以前环节的检查未进行：{checks}。请按该环节检查地块。</translation>
    </message>
    <message>
        <source>It is another survey parcel. Push it as a parcel of its own.</source>
        <translation>属于另一调查图斑。请作为单独地块入库。</translation>
    </message>
    <message>
        <source>It was checked for the category {category}.</source>
        <translation>检查时的补充类别为{category}。</translation>
    </message>
    <message>
        <source>The shape is the one that the parcel has.</source>
        <translation>图形与地块现有图形相同。</translation>
    </message>
    <message>
        <source>{area} ha less cropland were made up than used.</source>
        <translation>补充耕地比占用少 {area} 公顷。</translation>
    </message>
    <message>
        <source>{area} ha less paddy were made up than used.</source>
        <translation>补充水田比占用少 {area} 公顷。</translation>
    </message>
    <message>
        <source>What was made up has grade {supplied} on average, worse than {used} of what was used.</source>
        <translation>补充耕地平均等级为 {supplied}，劣于占用耕地的 {used}。</translation>
    </message>
    <message>
        <source>Some of the ground has no grade, or grades of several schemes: there is no average.</source>
        <translation>部分土地没有质量等级，或等级体系不一致：无法计算平均等级。</translation>
    </message>
    <message>
        <source>{name}: {value:.2f} m²; the shape has {area:.2f} m², {excess:.2f} m² off.</source>
        <translation>{name}：{value:.2f} 平方米；图形为 {area:.2f} 平方米，相差 {excess:.2f} 平方米。</translation>
    </message>
    <message>
        <source>Nothing is overdue on {day}: what was ordered is resolved, or due on {due}.</source>
        <translation>至 {day} 没有逾期：整改要求均已完成，或应于 {due} 前完成。</translation>
    </message>
    <message>
        <source>A problem isn&apos;t resolved: {matter}.</source>
        <translation>有问题未解决：{matter}。</translation>
    </message>
    <message>
        <source>It is resolved on {done} only, after {day}.</source>
        <translation>{done} 才完成整改，晚于 {day}。</translation>
    </message>
    <message>
        <source>It was due on {due} and resolved on {done}.</source>
        <translation>应于 {due} 前完成，实际于 {done} 完成。</translation>
    </message>
    <message>
        <source>They entered the pool by several rule sets: {ids}.</source>
        <translation>其入库所依据的规则集不止一个：{ids}。</translation>
    </message>
    <message>
        <source>The pool holds none of these parcels and matters.</source>
        <translation>储备库中没有这些地块和事项。</translation>
    </message>
    <message>
        <source>Name the rule set, and take those of one rule set at a time.</source>
        <translation>请指定规则集，并分规则集办理。</translation>
    </message>
    <message>
        <source>Give ids from the column parcel_uid, or those that matters got when opened.</source>
        <translation>请填写 parcel_uid 列中的编号，或立项时给出的事项编号。</translation>
    </message>
    <message>
        <source>Advance the state</source>
        <translation>推进环节</translation>
    </message>
    <message>
        <source>Lets parcels of the pool, or matters, take a step on the regulation&apos;s own path: forward, back for rectification, or out. The step must exist, the office be the one that takes it, and what the rules ask for must be on file; steps that city or province decide are recorded with the number of their document. All that may go do so in one transaction, and every other is refused with the check and the clause.</source>
        <translation>将储备库中的地块或事项按法规规定的环节向前推进、退回整改或终止。环节须存在，由规定的主体办理，规则要求的材料和表单须齐全；由市、省决定的环节，凭文号登记。可以推进的在一次事务中全部办理，其余逐一说明未通过的检查和条款。</translation>
    </message>
    <message>
        <source>To state</source>
        <translation>进入环节</translation>
    </message>
    <message>
        <source>State that the step leads to, as the rule set calls it, for example CHECKED.</source>
        <translation>要进入的环节，按规则集的名称，例如 CHECKED。</translation>
    </message>
    <message>
        <source>Elevation model, where a check before the step measures slopes.</source>
        <translation>该环节之前的检查需要量算坡度时，提供高程模型。</translation>
    </message>
    <message>
        <source>Those that didn&apos;t take the step, each with what speaks against it.</source>
        <translation>未推进的对象，及其原因。</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>已推进</translation>
    </message>
    <message>
        <source>{count} did take the step, but the list of refusals was not kept. {reason}</source>
        <translation>有 {count} 个已推进，但未能保存未推进清单。{reason}</translation>
    </message>
    <message>
        <source>Attach evidence</source>
        <translation>附材料</translation>
    </message>
    <message>
        <source>Puts a paper, photo or data file on file of parcels, a batch, a matter, or of the whole county when none of these is named. The file is copied beside the pool under its SHA-256 and noted in the history; place, day and direction of a photo are read from the photo itself. The same file is kept once.</source>
        <translation>将纸质、照片或数据材料归入地块、批次或事项的档案；均未指定时归入全县。文件按 SHA-256 复制到储备库旁，并记入办理历史；照片的位置、日期和方向从照片本身读取。相同文件只保存一份。</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>What it is, for example PHOTO_AFTER or GOV_APPROVAL; states ask for kinds.</source>
        <translation>材料类型，例如 PHOTO_AFTER 或 GOV_APPROVAL；各环节按类型要求材料。</translation>
    </message>
    <message>
        <source>Scan, photo or data file. It stays where it is.</source>
        <translation>扫描件、照片或数据文件。原文件保留不动。</translation>
    </message>
    <message>
        <source>Date that stands on the document, for example 2026-11-21. Empty: none.</source>
        <translation>文件上的日期，例如 2026-11-21。可留空。</translation>
    </message>
    <message>
        <source>Office that issued the document.</source>
        <translation>发文机关。</translation>
    </message>
    <message>
        <source>What the document is called.</source>
        <translation>文件名称。</translation>
    </message>
    <message>
        <source>In whose name it is put on file, for example COUNTY_NR.</source>
        <translation>以谁的名义归档，例如 COUNTY_NR。</translation>
    </message>
    <message>
        <source>Id of the evidence</source>
        <translation>材料编号</translation>
    </message>
    <message>
        <source>SHA-256 of the file</source>
        <translation>文件的 SHA-256</translation>
    </message>
    <message>
        <source>The photo was taken at {lon:.6f}, {lat:.6f}.</source>
        <translation>照片拍摄于 {lon:.6f}, {lat:.6f}。</translation>
    </message>
    <message>
        <source>Change the shape of parcels</source>
        <translation>变更地块图形</translation>
    </message>
    <message>
        <source>Gives parcels of the pool the shape with which they were checked anew, for example the boundary that was accepted, or what a cut left. The former shape is kept as a version with reason, date and document. The new ground must be free, the survey parcel the same, and the check eligible. Where shape and area are fixed, the parcel first takes a step back. A parcel that is refused doesn&apos;t hold up the others.</source>
        <translation>将储备库中地块的图形变更为重新检查过的图形，例如验收范围，或切除后剩余的部分。原图形连同原因、日期和文号作为历史版本保存。新图形不得占用他人范围，须属于同一调查图斑，且检查合格。图形和面积已固定的，须先退回。未变更的地块不影响其他地块。</translation>
    </message>
    <message>
        <source>Output of “Check parcels” on the new shapes, checked with this pool and with the field that holds the pool's ids (parcel_uid) as their id, so that their own ground isn't held against them.</source>
        <translation>对新图形“检查地块”的输出；检查时须指定本储备库，并以储备库编号（parcel_uid）字段作为地块编号，以免与自身范围冲突。</translation>
    </message>
    <message>
        <source>Id of the pool&apos;s parcel (parcel_uid), where INPUT holds one parcel under another name.</source>
        <translation>INPUT 只有一个地块且编号不同时，填写储备库中的地块编号（parcel_uid）。</translation>
    </message>
    <message>
        <source>Why the shape changes, for example: boundary as accepted.</source>
        <translation>图形变更的原因，例如：按验收范围。</translation>
    </message>
    <message>
        <source>Parcels whose shape stays, with the reason.</source>
        <translation>图形未变更的地块及原因。</translation>
    </message>
    <message>
        <source>Changed parcels</source>
        <translation>已变更地块</translation>
    </message>
    <message>
        <source>{count} parcels have their new shape, but the list of refusals was not kept. {reason}</source>
        <translation>有 {count} 个地块已变更图形，但未能保存未变更清单。{reason}</translation>
    </message>
    <message>
        <source>The layer holds {count} parcels, and one is named.</source>
        <translation>图层有 {count} 个地块，而只指定了一个。</translation>
    </message>
    <message>
        <source>Give a layer of one parcel, or leave PARCEL empty and use the pool&apos;s own ids.</source>
        <translation>请提供只有一个地块的图层，或将 PARCEL 留空并采用储备库的编号。</translation>
    </message>
    <message>
        <source>Ids from the column parcel_uid, separated by commas, for example 139901-CROP-000001.</source>
        <translation>parcel_uid 列中的编号，以逗号分隔，例如 139901-CROP-000001。</translation>
    </message>
    <message>
        <source>Matter</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Ids of matters, as “Open a matter” gave them: a plan, an occupation, a case.</source>
        <translation>“立项”给出的事项编号：方案、占用项目、案件等。</translation>
    </message>
    <message>
        <source>Name of a batch of the pool; it then concerns all its parcels.</source>
        <translation>储备库中的批次名称；适用于其全部地块。</translation>
    </message>
    <message>
        <source>Office that acts: {names}.</source>
        <translation>办理主体：{names}。</translation>
    </message>
    <message>
        <source>Day of the act, for example 2026-11-21. Empty means today.</source>
        <translation>办理日期，例如 2026-11-21。留空为今天。</translation>
    </message>
    <message>
        <source>Document number</source>
        <translation>文号</translation>
    </message>
    <message>
        <source>Number of the document (文号). What is decided elsewhere can't be recorded without it.</source>
        <translation>文件的文号。由上级决定的，没有文号不能登记。</translation>
    </message>
    <message>
        <source>Time of recording (ISO)</source>
        <translation>登记时间（ISO）</translation>
    </message>
    <message>
        <source>When it is entered, for example 2026-11-21T09:30:00+08:00. Empty means now. Nothing lies after it.</source>
        <translation>登记的时间，例如 2026-11-21T09:30:00+08:00。留空为现在。任何日期不得晚于它。</translation>
    </message>
    <message>
        <source>BATCH: the pool has no batch “{batch}”. Choose one of: {names}.</source>
        <translation>BATCH：储备库没有批次“{batch}”。请从以下批次中选择：{names}。</translation>
    </message>
    <message>
        <source>Due list</source>
        <translation>期限清单</translation>
    </message>
    <message>
        <source>Table with a row for each deadline, the earliest due day first.</source>
        <translation>每个期限一行的表，按到期日先后排列。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>Open and late</source>
        <translation>未完成且逾期</translation>
    </message>
    <message>
        <source>Deadlines of {rules}</source>
        <translation>{rules} 规定的期限</translation>
    </message>
    <message>
        <source>Link with a matter</source>
        <translation>关联事项</translation>
    </message>
    <message>
        <source>Notes that parcels or matters belong to an open matter: items to their plan, the land that makes up for an item to that item. Checks that ask for the state of a plan look at these links. A link is never taken away.</source>
        <translation>登记属于某在办事项的地块或事项：项目属于其方案，补充地块属于其转出项目。要求方案所处环节的检查按此关联判断。关联一经登记不再取消。</translation>
    </message>
    <message>
        <source>Id that the matter got when it was opened.</source>
        <translation>立项时给出的事项编号。</translation>
    </message>
    <message>
        <source>Belongs with</source>
        <translation>关联对象</translation>
    </message>
    <message>
        <source>Ids of parcels or matters that belong to it, separated by commas.</source>
        <translation>属于该事项的地块或事项编号，以逗号分隔。</translation>
    </message>
    <message>
        <source>New links</source>
        <translation>新增关联</translation>
    </message>
    <message>
        <source>Open a matter</source>
        <translation>新建事项</translation>
    </message>
    <message>
        <source>Opens a matter of the regulation, such as a yearly plan, an item that leaves cropland, an occupation or a case, with states of its own; evidence and forms are then put on file of it. It may have a place, and parcels or other matters that belong to it.</source>
        <translation>为法规规定的事项立项，如年度方案、耕地转出项目、占用项目或案件；事项有自己的环节，材料和表单归入其档案。可以有位置，也可以有所属的地块或其他事项。</translation>
    </message>
    <message>
        <source>What it is, as the rule set calls it: {names}.</source>
        <translation>事项类型，按规则集的名称：{names}。</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年度</translation>
    </message>
    <message>
        <source>Year that it is for.</source>
        <translation>所属年度。</translation>
    </message>
    <message>
        <source>What people call it.</source>
        <translation>事项名称。</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Polygons of its place, taken as one. Without it the matter has none.</source>
        <translation>所在位置的面，合为一个。留空表示没有位置。</translation>
    </message>
    <message>
        <source>Id of the matter</source>
        <translation>事项编号</translation>
    </message>
    <message>
        <source>The rule set {id} is for {system}.</source>
        <translation>规则集 {id} 属于体系 {system}。</translation>
    </message>
    <message>
        <source>Choose that system, or another rule set.</source>
        <translation>请选择该体系，或其他规则集。</translation>
    </message>
    <message>
        <source>Record a form</source>
        <translation>登记表单</translation>
    </message>
    <message>
        <source>Puts answers to a form on file of parcels, a batch, a matter, or of the whole county when none of these is named: who answered, when, by which document. Answers are given as JSON, or as a table with a column for each field and a row for each record. Nothing is ever changed: a later record takes the place of an earlier one, and both stay.</source>
        <translation>将表单内容归入地块、批次或事项的档案；均未指定时归入全县：由谁填报、何时、依据何文件。内容以 JSON 给出，或以每个字段一列、每条记录一行的表给出。已登记的内容不会更改：后一条记录取代前一条，两者都保留。</translation>
    </message>
    <message>
        <source>Form whose fields are answered, for example NOTICE, CONSENT or QUALITY.</source>
        <translation>要填报的表单，例如 NOTICE、CONSENT 或 QUALITY。</translation>
    </message>
    <message>
        <source>Answers (JSON)</source>
        <translation>内容（JSON）</translation>
    </message>
    <message>
        <source>For example {example}. A list of such records is allowed.</source>
        <translation>例如 {example}。可以是多条记录的列表。</translation>
    </message>
    <message>
        <source>Answers (table)</source>
        <translation>内容（表）</translation>
    </message>
    <message>
        <source>Instead of JSON: a table whose columns are called as the fields of the form; others are an error.</source>
        <translation>代替 JSON：列名与表单字段一致的表；其他列视为错误。</translation>
    </message>
    <message>
        <source>Who answered: a person or an office.</source>
        <translation>填报的人员或单位。</translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation>填报人</translation>
    </message>
    <message>
        <source>Day of the answers, for example 2026-11-21. Empty means today.</source>
        <translation>填报日期，例如 2026-11-21。留空为今天。</translation>
    </message>
    <message>
        <source>Ids of the records</source>
        <translation>记录编号</translation>
    </message>
    <message>
        <source>VALUES: this is no JSON ({reason}).</source>
        <translation>VALUES：不是有效的 JSON（{reason}）。</translation>
    </message>
    <message>
        <source>VALUES: give an object such as {example}.</source>
        <translation>VALUES：请给出对象，例如 {example}。</translation>
    </message>
    <message>
        <source>“auto” takes the rules by which the parcels and matters entered the pool. The id, or the path of the YAML file, of a county's own rules over these may be given instead.</source>
        <translation>“auto”采用地块和事项入库所依据的规则集。也可填写在其基础上的本县细则的代码或 YAML 文件路径。</translation>
    </message>
    <message>
        <source>Give it an id of its own.</source>
        <translation>请为其指定自己的代码。</translation>
    </message>
    <message>
        <source>{out:.2f} m² would have left with this item, and {accepted:.2f} m² were accepted by {day}.</source>
        <translation>加上本项累计转出 {out:.2f} 平方米，至 {day} 已验收转进 {accepted:.2f} 平方米。</translation>
    </message>
    <message>
        <source>{out:.2f} m² would have left with this item, and the plan foresees {planned:.2f} m².</source>
        <translation>加上本项累计转出 {out:.2f} 平方米，方案计划为 {planned:.2f} 平方米。</translation>
    </message>
    <message>
        <source>{name}: {stated:.2f} m²; what belongs to the plan adds up to {added:.2f} m².</source>
        <translation>{name}：{stated:.2f} 平方米；属于该方案的项目合计为 {added:.2f} 平方米。</translation>
    </message>
    <message>
        <source>{out:.2f} m² left and {came:.2f} m² came in: the year is short.</source>
        <translation>转出 {out:.2f} 平方米，转进 {came:.2f} 平方米：本年度有缺口。</translation>
    </message>
    <message>
        <source>{out:.2f} m² left and {came:.2f} m² came in: nothing is short.</source>
        <translation>转出 {out:.2f} 平方米，转进 {came:.2f} 平方米：没有缺口。</translation>
    </message>
    <message>
        <source>{frozen:.2f} m² are frozen; {short:.2f} m² lack.</source>
        <translation>已冻结 {frozen:.2f} 平方米；缺口为 {short:.2f} 平方米。</translation>
    </message>
    <message>
        <source>{what} What was filed for this before the step back of {day} doesn&apos;t count any more.</source>
        <translation>{what}{day} 退回以前为此提交的材料不再有效。</translation>
    </message>
    <message>
        <source>Plot and requirement are graded by different schemes.</source>
        <translation>地块与要求采用的等级体系不同。</translation>
    </message>
    <message>
        <source>Grade {grade} is worse than {worst}, which the county has to reach by the year {year}.</source>
        <translation>等级 {grade} 劣于 {worst}；{year} 年度要求本县达到该等级。</translation>
    </message>
    <message>
        <source>The batch has {batch:.2f} m² and {filed:.2f} m² were filed in {year}: {excess:.2f} m² more than the county's share of {cap:.2f} m².</source>
        <translation>本批次 {batch:.2f} 平方米，{year} 年度已录入 {filed:.2f} 平方米：超出本县份额 {cap:.2f} 平方米共 {excess:.2f} 平方米。</translation>
    </message>
    <message>
        <source>“{form}” isn't filled in for {year} and the county {county}.</source>
        <translation>未填报 {year} 年度、县级行政区 {county} 的“{form}”。</translation>
    </message>
    <message>
        <source>{taken:.2f} m² are taken from: {level}, though there are {rest:.2f} m² left at: {before}.</source>
        <translation>由{level}解决 {taken:.2f} 平方米，而{before}尚余 {rest:.2f} 平方米。</translation>
    </message>
    <message>
        <source>Of {gross:.2f} m², {ridges:.2f} m² are ridges between fields: {net:.2f} m² are credited.</source>
        <translation>{gross:.2f} 平方米中田坎为 {ridges:.2f} 平方米：计入 {net:.2f} 平方米。</translation>
    </message>
    <message>
        <source>Changed to other farmland before the State Council&apos;s notice: nobody may simply force it back.</source>
        <translation>国务院办公厅文件印发之前变为其他农用地：不得简单强制恢复。</translation>
    </message>
    <message>
        <source>Changed after the State Council&apos;s notice, or built upon: it is restored to cropland.</source>
        <translation>国务院办公厅文件印发之后变化，或已用于建设：应恢复为耕地。</translation>
    </message>
    <message>
        <source>When the land was changed, and to what, isn&apos;t on file.</source>
        <translation>未登记地类变化的日期和变为何种用途。</translation>
    </message>
    <message>
        <source>Not on file of {uid}: {name}.</source>
        <translation>{uid} 未提供：{name}。</translation>
    </message>
    <message>
        <source>{name}: {found} lies after the day of the step, {day}.</source>
        <translation>{name}：{found} 晚于办理日期 {day}。</translation>
    </message>
    <message>
        <source>{form}: {told:.2f} m²; the survey gives {net:.2f} m² net.</source>
        <translation>{form}：{told:.2f} 平方米；调查的净面积为 {net:.2f} 平方米。</translation>
    </message>
    <message>
        <source>The notice at {site} began on {start}, before “{state}” was reached on {day}.</source>
        <translation>{site}的公示于 {start} 开始，早于进入“{state}”的日期 {day}。</translation>
    </message>
    <message>
        <source>Whether anybody objected isn&apos;t on file; if nobody did, record that.</source>
        <translation>未登记有无异议；没有异议的，也应登记。</translation>
    </message>
    <message>
        <source>Approved by: {level}; it takes: {least}.</source>
        <translation>由{level}批准；应由{least}批准。</translation>
    </message>
    <message>
        <source>It isn&apos;t due before {due} is over.</source>
        <translation>{due} 届满之前尚未到期。</translation>
    </message>
    <message>
        <source>Nothing is left to be deducted.</source>
        <translation>没有应扣减的数量。</translation>
    </message>
    <message>
        <source>The grades don&apos;t all name the same scheme, so they can&apos;t be compared.</source>
        <translation>等级体系不一致，无法比较。</translation>
    </message>
    <message>
        <source>Grade {linked} is linked for grade {taken}, which is worse (1 is the best).</source>
        <translation>占用等级为 {taken}，挂钩等级为 {linked}，质量降低（1等最好）。</translation>
    </message>
    <message>
        <source>{linked:.2f} m² of paddy are linked for {taken:.2f} m².</source>
        <translation>占用水田 {taken:.2f} 平方米，挂钩水田 {linked:.2f} 平方米。</translation>
    </message>
    <message>
        <source>How large its batch is isn&apos;t known here: the pool knows.</source>
        <translation>此处不知道所属批次的数量：储备库中有。</translation>
    </message>
    <message>
        <source>{name}: {frame}; the batch in the pool has {there}.</source>
        <translation>{name}：{frame}；储备库中该批次为 {there}。</translation>
    </message>
    <message>
        <source>{name}: {drawn}, which is more than there is: {there}.</source>
        <translation>{name}：{drawn}，超过了实有的 {there}。</translation>
    </message>
    <message>
        <source>{name}: {number:.0f}; the batch in the pool has {there}.</source>
        <translation>{name}：{number:.0f}；储备库中该批次为 {there}。</translation>
    </message>
    <message>
        <source>The survey of {year:.0f} can't confirm it: “{state}” was reached on {day}.</source>
        <translation>{year:.0f} 年度调查不能作为确认依据：“{state}”于 {day} 才达到。</translation>
    </message>
    <message>
        <source>The day on which the daily change was verified is missing.</source>
        <translation>缺少日常变更的核查日期。</translation>
    </message>
    <message>
        <source>The daily change was verified on {verified}; it counts when verified after {year} and by {day}.</source>
        <translation>日常变更于 {verified} 核查；须在 {year} 年之后、{day} 以前核查方为有效。</translation>
    </message>
    <message>
        <source>The survey of {year:.0f} isn&apos;t released yet; {latest:.0f} is the latest.</source>
        <translation>{year:.0f} 年度调查尚未发布；最新为 {latest:.0f} 年度。</translation>
    </message>
    <message>
        <source>{area:.4f} ha less forest land than at the beginning.</source>
        <translation>林地比期初减少 {area:.4f} 公顷。</translation>
    </message>
    <message>
        <source>{name}: {total:.4f} ha are {share:.2%} of {whole:.0f} ha.</source>
        <translation>{name}：{total:.4f} 公顷，为 {whole:.0f} 公顷的 {share:.2%}。</translation>
    </message>
    <message>
        <source>Grade {found} comes in for grade {worst}, which is worse (1 is the best).</source>
        <translation>转出等级为 {worst}，转进等级为 {found}，质量降低（1等最好）。</translation>
    </message>
    <message>
        <source>In: {came:.2f} m², paddy {paddy_in:.2f} m², grade {grade_in}. Out: {out:.2f} m², paddy {paddy_out:.2f} m², grade {grade_out}. Net: {net:.2f} m². Frozen: {frozen:.2f} m².</source>
        <translation>转进：{came:.2f} 平方米，其中水田 {paddy_in:.2f} 平方米，等级 {grade_in}。转出：{out:.2f} 平方米，其中水田 {paddy_out:.2f} 平方米，等级 {grade_out}。净增：{net:.2f} 平方米。冻结：{frozen:.2f} 平方米。</translation>
    </message>
    <message>
        <source>{name}: {stated:.2f} m²; {area:.2f} m² lie inside {layer}.</source>
        <translation>{name}：{stated:.2f} 平方米；位于 {layer} 范围内的有 {area:.2f} 平方米。</translation>
    </message>
    <message>
        <source>{area:.2f} of {whole:.2f} m² are no source by {layer}: {classes}.</source>
        <translation>按 {layer}，{whole:.2f} 平方米中有 {area:.2f} 平方米不能作为来源：{classes}。</translation>
    </message>
    <message>
        <source>{layer} has no polygon for {area:.2f} m² of the parcel.</source>
        <translation>{layer} 对地块的 {area:.2f} 平方米没有图斑。</translation>
    </message>
    <message>
        <source>Class {code} is {name_en}{name_zh:.0} only where the survey marks it so (ZZSXDM: {marks}).</source>
        <translation>地类 {code} 只有在调查中标注（种植属性 {marks}）时才属于{name_zh}{name_en:.0}。</translation>
    </message>
    <message>
        <source>Name the file of the county&apos;s own rules.</source>
        <translation>请指定本县细则文件。</translation>
    </message>
    <message>
        <source>{role} can&apos;t link anything with it in the state {state}.</source>
        <translation>在“{state}”环节，{role}不能为其登记关联。</translation>
    </message>
    <message>
        <source>By {rule_set}, {role} can&apos;t enter parcels.</source>
        <translation>按 {rule_set}，{role}不能办理入库。</translation>
    </message>
    <message>
        <source>It has been on file as {uid} already.</source>
        <translation>此前已归档，编号 {uid}。</translation>
    </message>
    <message>
        <source>It is on file as {uid}.</source>
        <translation>已归档，编号 {uid}。</translation>
    </message>
    <message>
        <source>Give 1 to {limit} characters on one line, without {forbidden}.</source>
        <translation>请填写一行 1 至 {limit} 个字符，不含 {forbidden}。</translation>
    </message>
    <message>
        <source>Row {row}: the pool holds no parcel {parcel}.</source>
        <translation>第 {row} 行：储备库中没有图斑 {parcel}。</translation>
    </message>
    <message>
        <source>Row {row}: {parcel} is the number of several parcels ({batches}).</source>
        <translation>第 {row} 行：编号 {parcel} 对应多个图斑（{batches}）。</translation>
    </message>
    <message>
        <source>{count} rows of the return slip can&apos;t be placed: {rows}</source>
        <translation>退回单有 {count} 行无法对应到图斑：{rows}</translation>
    </message>
    <message>
        <source>Name the batch, or give the column parcel_uid. Nothing of the slip was taken into the pool.</source>
        <translation>请指明批次，或在表中填写图斑标识（parcel_uid）。退回单未导入任何内容。</translation>
    </message>
    <message>
        <source>The file has {size} bytes; a return slip has at most {limit}.</source>
        <translation>文件有 {size} 字节；退回单不得超过 {limit} 字节。</translation>
    </message>
    <message>
        <source>The ZIP holds {count} tables; a return has one slip.</source>
        <translation>ZIP 中有 {count} 个表；一次退回只有一份退回单。</translation>
    </message>
    <message>
        <source>A file {suffix} is no return slip.</source>
        <translation>{suffix} 文件不是退回单。</translation>
    </message>
    <message>
        <source>The table can&apos;t be read: {reason}.</source>
        <translation>无法读取表格：{reason}。</translation>
    </message>
    <message>
        <source>The workbook holds macros ({part}).</source>
        <translation>工作簿含有宏（{part}）。</translation>
    </message>
    <message>
        <source>The workbook defines XML entities ({part}).</source>
        <translation>工作簿定义了 XML 实体（{part}）。</translation>
    </message>
    <message>
        <source>The workbook has no sheet with rows.</source>
        <translation>工作簿中没有含数据的工作表。</translation>
    </message>
    <message>
        <source>The table has more than {limit} rows.</source>
        <translation>表格超过 {limit} 行。</translation>
    </message>
    <message>
        <source>Choose the return slip as XLSX, CSV, or in a ZIP; nothing was changed.</source>
        <translation>请选择 XLSX、CSV 格式的退回单或含退回单的 ZIP；未作任何更改。</translation>
    </message>
    <message>
        <source>The return slip names no parcel.</source>
        <translation>退回单中没有图斑。</translation>
    </message>
    <message>
        <source>Give a row for each parcel that comes back, with its reason code.</source>
        <translation>请为每个退回的图斑填写一行，并注明原因代码。</translation>
    </message>
    <message>
        <source>The return slip lacks a column for the parcel or for the reason code.</source>
        <translation>退回单缺少图斑列或原因代码列。</translation>
    </message>
    <message>
        <source>Head the columns {parcel} (or {number}) and {code}.</source>
        <translation>列名应为 {parcel}（或 {number}）以及 {code}。</translation>
    </message>
    <message>
        <source>The row names no parcel.</source>
        <translation>该行没有图斑。</translation>
    </message>
    <message>
        <source>“{code}” is no reason code.</source>
        <translation>“{code}”不是退回原因代码。</translation>
    </message>
    <message>
        <source>Give the parcel and one of the codes {first} to {last}.</source>
        <translation>请填写图斑和 {first} 至 {last} 中的一个代码。</translation>
    </message>
    <message>
        <source>All polygons are of {first:.0f} or later by SJNF; the survey of {year:.0f} is asked for.</source>
        <translation>按SJNF，所有图斑都是{first:.0f}年或以后的，需要的是{year:.0f}年的调查。</translation>
    </message>
    <message>
        <source>Choose the survey layer of that year.</source>
        <translation>请选择该年度的调查图层。</translation>
    </message>
    <message>
        <source>{count} polygons have class codes that the survey&apos;s table doesn&apos;t know ({codes}); they weren&apos;t counted.</source>
        <translation>{count}个图斑的地类编码不在调查地类表中（{codes}），没有计入。</translation>
    </message>
    <message>
        <source>{count} polygons of cropland were mended before measuring.</source>
        <translation>{count}个耕地图斑在量算前作了修复。</translation>
    </message>
    <message>
        <source>{count} polygons of cropland have no usable shape; they weren&apos;t counted.</source>
        <translation>{count}个耕地图斑没有可用的图形，没有计入。</translation>
    </message>
    <message>
        <source>Polygons of cropland overlap; {area:.2f} m² that lie in two were counted once.</source>
        <translation>耕地图斑有重叠；重叠的{area:.2f}平方米只计一次。</translation>
    </message>
    <message>
        <source>The rules “{rules}” know no net increase of stable cropland.</source>
        <translation>规则“{rules}”没有稳定利用耕地净增加量的规定。</translation>
    </message>
    <message>
        <source>Choose rules that do, such as {other}.</source>
        <translation>请选择有此规定的规则，例如{other}。</translation>
    </message>
    <message>
        <source>Import a return</source>
        <translation>导入退回单</translation>
    </message>
    <message>
        <source>Reads a return slip: a table (XLSX or CSV, also in a ZIP) with the parcel, a reason code (R01 to R16) and a text. The slip becomes evidence, the reasons go on file of their parcels, and the parcels are sent back where the rules have that step from where they stand. A slip of which one row belongs to no parcel of the pool is refused as a whole. Importing it again does no harm.</source>
        <translation>读取退回单：含图斑、原因代码（R01 至 R16）和说明的表（XLSX 或 CSV，也可在 ZIP 中）。退回单登记为佐证材料，退回原因归入各图斑档案；规则允许从当前状态退回的，图斑转为已退回。只要有一行对应不到库内图斑，整份退回单均不导入。重复导入不会产生重复记录。</translation>
    </message>
    <message>
        <source>Return slip</source>
        <translation>退回单</translation>
    </message>
    <message>
        <source>Return slips (*.xlsx *.csv *.txt *.zip)</source>
        <translation>退回单 (*.xlsx *.csv *.txt *.zip)</translation>
    </message>
    <message>
        <source>Table with the columns parcel_uid (or parcel_no), code and reason, in Chinese or English.</source>
        <translation>含地块标识（或地块编号）、原因代码、退回原因各列的表，列名中英文均可。</translation>
    </message>
    <message>
        <source>Batch that was returned, where the slip names parcels by number only.</source>
        <translation>退回单只写地块编号时，填写被退回的批次。</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>出具单位</translation>
    </message>
    <message>
        <source>Office that wrote the slip, as it stands on the paper.</source>
        <translation>出具退回单的单位，按纸面填写。</translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation>退回原因</translation>
    </message>
    <message>
        <source>Table with a row for each reason code: how many parcels it names, and which checks look at it.</source>
        <translation>按原因代码列出：涉及多少个图斑，对应哪些检查。</translation>
    </message>
    <message>
        <source>Returned parcels</source>
        <translation>退回地块</translation>
    </message>
    <message>
        <source>Table with a row for each parcel and reason, and whether it was sent back; if not, why.</source>
        <translation>按图斑和原因列出，是否已转为退回；未退回的注明原因。</translation>
    </message>
    <message>
        <source>Parcels on the slip</source>
        <translation>退回单所列图斑</translation>
    </message>
    <message>
        <source>Parcels sent back</source>
        <translation>已转为退回的图斑</translation>
    </message>
    <message>
        <source>{uid} was not sent back: {reason}</source>
        <translation>{uid} 未转为退回：{reason}</translation>
    </message>
    <message>
        <source>No installed font has Chinese characters, so the paper can&apos;t be set.</source>
        <translation>本机没有安装含中文字符的字体，无法排印文书。</translation>
    </message>
    <message>
        <source>Install a Chinese font, for example Noto Sans CJK SC or SimSun; try again.</source>
        <translation>请安装中文字体（例如“思源黑体”或“宋体”）后重试。</translation>
    </message>
    <message>
        <source>Link sheet</source>
        <translation>挂钩确认单</translation>
    </message>
    <message>
        <source>Link sheet {number} · head hash {hash}</source>
        <translation>挂钩确认单 {number} · 链首哈希 {hash}</translation>
    </message>
    <message>
        <source>No. {number}</source>
        <translation>编号：{number}</translation>
    </message>
    <message>
        <source>Lots are taken first in, first out; those of the former pool come first. Amounts in mu and hectares are rounded so that each column adds up to its total; the exact amounts are those in square metres.</source>
        <translation>指标按先进先出的次序使用，原库存指标优先。亩、公顷数按最大余数法取舍，各列之和等于合计；准确数以平方米为准。</translation>
    </message>
    <message>
        <source>Prepared by:</source>
        <translation>经办人：</translation>
    </message>
    <message>
        <source>Checked by:</source>
        <translation>审核人：</translation>
    </message>
    <message>
        <source>Head of office:</source>
        <translation>负责人：</translation>
    </message>
    <message>
        <source>(Seal)        Year      Month      Day</source>
        <translation>（盖章）        年      月      日</translation>
    </message>
    <message>
        <source>Project no.</source>
        <translation>项目编号</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目名称</translation>
    </message>
    <message>
        <source>Level of the project</source>
        <translation>项目层级</translation>
    </message>
    <message>
        <source>Linked on</source>
        <translation>挂钩日期</translation>
    </message>
    <message>
        <source>Area linked</source>
        <translation>挂钩面积</translation>
    </message>
    <message>
        <source>Of it paddy</source>
        <translation>其中水田</translation>
    </message>
    <message>
        <source>Required grade</source>
        <translation>要求等级</translation>
    </message>
    <message>
        <source>Number of lots</source>
        <translation>指标笔数</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Lot and parcel</source>
        <translation>指标、地块编号</translation>
    </message>
    <message>
        <source>Admitted on</source>
        <translation>入库日期</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>质量等级</translation>
    </message>
    <message>
        <source>Square metres</source>
        <translation>平方米</translation>
    </message>
    <message>
        <source>Mu</source>
        <translation>亩</translation>
    </message>
    <message>
        <source>Hectares</source>
        <translation>公顷</translation>
    </message>
    <message>
        <source>Paddy (mu)</source>
        <translation>水田（亩）</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Lots linked</source>
        <translation>挂钩指标</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Available before</source>
        <translation>挂钩前可用</translation>
    </message>
    <message>
        <source>Linked now</source>
        <translation>本次挂钩</translation>
    </message>
    <message>
        <source>Available after</source>
        <translation>挂钩后可用</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>Area of the indicator</source>
        <translation>指标面积</translation>
    </message>
    <message>
        <source>Balance of the pool</source>
        <translation>库存变动</translation>
    </message>
    <message>
        <source>Version of the rules</source>
        <translation>规则版本</translation>
    </message>
    <message>
        <source>Entry of the ledger</source>
        <translation>台账分录</translation>
    </message>
    <message>
        <source>{number}, entry {event} of the history</source>
        <translation>{number}，历史记录第 {event} 条</translation>
    </message>
    <message>
        <source>Head hash</source>
        <translation>链首哈希</translation>
    </message>
    <message>
        <source>Grounds</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>{day} (former pool)</source>
        <translation>{day}（原库存）</translation>
    </message>
    <message>
        <source>{mu} mu ({ha} ha)</source>
        <translation>{mu} 亩（{ha} 公顷）</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>第 {page} 页，共 {pages} 页</translation>
    </message>
    <message>
        <source>The package doesn&apos;t verify: {count} problems, the first: {code} {file} {what}</source>
        <translation>报送包未通过核验：共 {count} 个问题，第一个为 {code} {file} {what}</translation>
    </message>
    <message>
        <source>Verify the package to see all of them, and ask the sender for the original.</source>
        <translation>请核验报送包查看全部问题，并向报送单位索取原件。</translation>
    </message>
    <message>
        <source>The package is of {other}, the earlier one of {one}.</source>
        <translation>该报送包属于 {other}，前一版本属于 {one}。</translation>
    </message>
    <message>
        <source>Choose two versions of the same submission.</source>
        <translation>请选择同一次报送的两个版本。</translation>
    </message>
    <message>
        <source>Only one of the two surveys says which cropland is unstable (TBXHDM, GDPDJB, WDGD): the years aren&apos;t alike.</source>
        <translation>两期调查只有一期注明了哪些耕地不稳定（TBXHDM、GDPDJB、WDGD），两个年度口径不一致。</translation>
    </message>
    <message>
        <source>{survey} and {base} lie apart.</source>
        <translation>{survey}与{base}不在同一地方。</translation>
    </message>
    <message>
        <source>Give two surveys of one county or city, each in its own coordinate system.</source>
        <translation>请给出同一县或市的两期调查，各用自己的坐标系。</translation>
    </message>
    <message>
        <source>{fill:.2f} m² to fill the gap: the gap is {gap:.2f} m², the net increase {net:.2f} m².</source>
        <translation>拟抵补{fill:.2f}平方米：缺口为{gap:.2f}平方米，净增加量为{net:.2f}平方米。</translation>
    </message>
    <message>
        <source>Fill no more than {most:.2f} m² (HB-14).</source>
        <translation>抵补数量不得超过{most:.2f}平方米（HB-14）。</translation>
    </message>
    <message>
        <source>The counties' shares add up to {total:.2f} m², the city's scale is {cap:.2f} m².</source>
        <translation>各县分解规模合计{total:.2f}平方米，全市规模为{cap:.2f}平方米。</translation>
    </message>
    <message>
        <source>Take {over:.2f} m² off their shares (HB-12b).</source>
        <translation>请将各县分解规模核减{over:.2f}平方米（HB-12b）。</translation>
    </message>
    <message>
        <source>“{code}” is no code of a county, city or province.</source>
        <translation>“{code}”不是县、市或省的行政区划代码。</translation>
    </message>
    <message>
        <source>Give its six digits, for example 130636; a city ends in 00, a province in 0000.</source>
        <translation>请填写六位代码，例如130636；市级以00结尾，省级以0000结尾。</translation>
    </message>
    <message>
        <source>“{party}” may not take part in a transfer: only governments from the county up may ({clause}).</source>
        <translation>“{party}”不得参与调剂：调剂主体只能是县级以上人民政府（{clause}）。</translation>
    </message>
    <message>
        <source>Give the government as the party: {names}.</source>
        <translation>请填写政府一方：{names}。</translation>
    </message>
    <message>
        <source>There is no level of project “{level}”.</source>
        <translation>没有“{level}”这一项目级别。</translation>
    </message>
    <message>
        <source>Between cities indicators go to major projects of the province and above ({clause}), not to one of the level {level}.</source>
        <translation>跨市调剂原则上用于省级以上重大项目（{clause}），不用于{level}级项目。</translation>
    </message>
    <message>
        <source>Attach the approval of the province as evidence and give its id.</source>
        <translation>请先将省级批准文件作为佐证材料登记，再填写其编号。</translation>
    </message>
    <message>
        <source>Quota is dealt out by the province to its counties ({clause}), not from {giver} to {taker}.</source>
        <translation>定额由省级统筹下达到县（{clause}），不能由{giver}调给{taker}。</translation>
    </message>
    <message>
        <source>Give the province&apos;s code as FROM and a county&apos;s as TO.</source>
        <translation>FROM填写省级代码，TO填写县级代码。</translation>
    </message>
    <message>
        <source>Compare submissions</source>
        <translation>比对报送版本</translation>
    </message>
    <message>
        <source>Earlier package</source>
        <translation>前一版本</translation>
    </message>
    <message>
        <source>ZIP file that was submitted before.</source>
        <translation>此前报送的 ZIP 文件。</translation>
    </message>
    <message>
        <source>New package</source>
        <translation>新版本</translation>
    </message>
    <message>
        <source>ZIP file of the new version.</source>
        <translation>新版本的 ZIP 文件。</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>Layer with a polygon for each parcel that isn&apos;t the same: the new shape, of a removed one the old.</source>
        <translation>每个不一致的图斑一个面：取新版本图形，已删除的取原图形。</translation>
    </message>
    <message>
        <source>Changed values</source>
        <translation>变更内容</translation>
    </message>
    <message>
        <source>Table with a row for every value that differs, old and new.</source>
        <translation>每个不一致的数值一行，列出变更前后。</translation>
    </message>
    <message>
        <source>Page to read, print and send with the reply.</source>
        <translation>可阅读、打印并随复函报送的页面。</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>Area gained (m²)</source>
        <translation>面积增减（平方米）</translation>
    </message>
    <message>
        <source>No parcel differs</source>
        <translation>图斑完全一致</translation>
    </message>
    <message>
        <source>About the packages</source>
        <translation>报送包信息</translation>
    </message>
    <message>
        <source>Added parcels</source>
        <translation>新增图斑</translation>
    </message>
    <message>
        <source>Removed parcels</source>
        <translation>删除图斑</translation>
    </message>
    <message>
        <source>What the new version changed</source>
        <translation>版本变更说明</translation>
    </message>
    <message>
        <source>Parcel no.</source>
        <translation>地块编号</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>标识</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>图形</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>变更前</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>变更后</translation>
    </message>
    <message>
        <source>No package is given.</source>
        <translation>未选择报送包。</translation>
    </message>
    <message>
        <source>Choose the packages that the counties have submitted.</source>
        <translation>请选择各县报送的报送包。</translation>
    </message>
    <message>
        <source>{one} and {other} differ, but both say that they are {name}.</source>
        <translation>{one} 与 {other} 内容不同，但都自称为 {name}。</translation>
    </message>
    <message>
        <source>Ask the county which of them it submitted, and leave the other out.</source>
        <translation>请与县里核实报送的是哪一份，另一份不要选。</translation>
    </message>
    <message>
        <source>The rules {rules} know no posting of the kind {kind}{reason}.</source>
        <translation>规则集{rules}没有规定{kind}{reason}这类记账。</translation>
    </message>
    <message>
        <source>Give one of these reasons: {names}.</source>
        <translation>请填写下列原因之一：{names}。</translation>
    </message>
    <message>
        <source>Look at the system and at the rule set.</source>
        <translation>请核对业务类别和规则集。</translation>
    </message>
    <message>
        <source>The rules {rules} issue no quota.</source>
        <translation>规则集{rules}不下达定额。</translation>
    </message>
    <message>
        <source>Choose the system FOREST.</source>
        <translation>请选择业务类别FOREST。</translation>
    </message>
    <message>
        <source>There is nothing to book: the amount is 0.</source>
        <translation>没有可记账的数量：面积为0。</translation>
    </message>
    <message>
        <source>Give an area of at least 0.01 m².</source>
        <translation>请填写不小于0.01平方米的面积。</translation>
    </message>
    <message>
        <source>“{ref}” is no number of a project.</source>
        <translation>“{ref}”不是项目编号。</translation>
    </message>
    <message>
        <source>Leave out quotation marks, bars, backslashes and line ends.</source>
        <translation>编号中不能有引号、竖线、反斜杠和换行。</translation>
    </message>
    <message>
        <source>{count} polygons are of other years by SJNF; they weren&apos;t counted.</source>
        <translation>{count}个图斑按SJNF属于其他年度，没有计入。</translation>
    </message>
    <message>
        <source>No entry of the history has the hash {hash} of the paper: the history was rewritten or cut off since, or the paper is from another pool.</source>
        <translation>历史记录中没有一条的哈希是文书上的 {hash}：历史在此之后被改写或截断，或者文书出自另一个储备库。</translation>
    </message>
    <message>
        <source>Merge the counties&apos; pools</source>
        <translation>汇总各县储备库</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>报送包</translation>
    </message>
    <message>
        <source>ZIP files that the counties have submitted; also earlier versions, which then don&apos;t count.</source>
        <translation>各县报送的 ZIP 文件；也可包含较早版本，较早版本不计入。</translation>
    </message>
    <message>
        <source>All parcels</source>
        <translation>全部图斑</translation>
    </message>
    <message>
        <source>Layer with every parcel that counts, with its county, system, batch and package.</source>
        <translation>计入的全部图斑，注明县、业务类型、批次和报送包。</translation>
    </message>
    <message>
        <source>Totals</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Table with a row for each package: parcels, area, rules, hash, and whether it counts.</source>
        <translation>每个报送包一行：图斑数、面积、规则、哈希值、是否计入。</translation>
    </message>
    <message>
        <source>Claimed twice</source>
        <translation>重复申报范围</translation>
    </message>
    <message>
        <source>Layer with the ground that parcels of two packages claim.</source>
        <translation>两个报送包的图斑重复申报的范围。</translation>
    </message>
    <message>
        <source>Packages that count</source>
        <translation>计入的报送包</translation>
    </message>
    <message>
        <source>Pairs that overlap</source>
        <translation>重叠图斑对数</translation>
    </message>
    <message>
        <source>{name} doesn&apos;t count: a later version is there.</source>
        <translation>{name} 不计入：已有更新版本。</translation>
    </message>
    <message>
        <source>{one} ({package}) and {other} ({second}) claim the same {area:.2f} m².</source>
        <translation>{one}（{package}）与 {other}（{second}）重复申报 {area:.2f} 平方米。</translation>
    </message>
    <message>
        <source>Net increase of stable cropland</source>
        <translation>稳定利用耕地净增加量</translation>
    </message>
    <message>
        <source>Rules that say what is unstable and which year is the base: their id, or a county&apos;s own YAML file.</source>
        <translation>规定哪些耕地不稳定、以哪一年为基准的规则：规则编号，或本县自己的YAML文件。</translation>
    </message>
    <message>
        <source>Gap to the former target (m²)</source>
        <translation>较上轮目标缺口（平方米）</translation>
    </message>
    <message>
        <source>By how much the former protection target is missed.</source>
        <translation>较上轮保护目标少多少。</translation>
    </message>
    <message>
        <source>Used to fill the gap (m²)</source>
        <translation>用于抵补缺口（平方米）</translation>
    </message>
    <message>
        <source>What the city takes for the gap; no more than the gap.</source>
        <translation>市里用于抵补缺口的数量，不超过缺口。</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>各项</translation>
    </message>
    <message>
        <source>Table of the terms in m² and 亩, with the clause of each.</source>
        <translation>各项数据表，单位平方米和亩，附条款。</translation>
    </message>
    <message>
        <source>Layers that weren&apos;t given</source>
        <translation>未给出的图层</translation>
    </message>
    <message>
        <source>Survey polygons of the year</source>
        <translation>当年调查图斑</translation>
    </message>
    <message>
        <source>Yearly survey (DLTB); of several years the latest counts.</source>
        <translation>年度变更调查（DLTB）；有多个年度时取最新年度。</translation>
    </message>
    <message>
        <source>Survey polygons of 2020</source>
        <translation>2020年调查图斑</translation>
    </message>
    <message>
        <source>DLTB of the base year; of several years that of 2020.</source>
        <translation>基准年的DLTB；有多个年度时取2020年。</translation>
    </message>
    <message>
        <source>Left out of the protection target</source>
        <translation>未纳入保护目标</translation>
    </message>
    <message>
        <source>Cropland that 三区三线 left out; for both years.</source>
        <translation>“三区三线”未纳入保护目标的耕地；两个年度都适用。</translation>
    </message>
    <message>
        <source>Unstable cropland</source>
        <translation>不稳定耕地</translation>
    </message>
    <message>
        <source>Cropland that is hard or unfit to use stably, besides what the survey says.</source>
        <translation>调查成果所注明的以外，难以或不宜稳定利用的耕地。</translation>
    </message>
    <message>
        <source>Unstable cropland of 2020</source>
        <translation>2020年不稳定耕地</translation>
    </message>
    <message>
        <source>As it was in the base year. Empty: UNSTABLE serves for both years.</source>
        <translation>基准年的情况。留空：两个年度都用UNSTABLE。</translation>
    </message>
    <message>
        <source>Adjusted from unstable to stable</source>
        <translation>由不稳定调整为稳定</translation>
    </message>
    <message>
        <source>Ground re-classified since 2020, besides what the surveys say.</source>
        <translation>两期调查所注明的以外，2020年以来调整的土地。</translation>
    </message>
    <message>
        <source>Supplements on file</source>
        <translation>已报备补充耕地</translation>
    </message>
    <message>
        <source>New cropland since 2020 on file for the balance or for linked projects.</source>
        <translation>2020年以来在占补平衡或增减挂钩系统报备的新增耕地。</translation>
    </message>
    <message>
        <source>{name} is missing.</source>
        <translation>缺少{name}。</translation>
    </message>
    <message>
        <source>Choose the survey&apos;s polygons (DLTB).</source>
        <translation>请选择调查图斑（DLTB）。</translation>
    </message>
    <message>
        <source>Cropland of the survey</source>
        <translation>调查耕地</translation>
    </message>
    <message>
        <source>Hard or unfit to use stably</source>
        <translation>难以或不宜稳定利用</translation>
    </message>
    <message>
        <source>Stable cropland</source>
        <translation>稳定利用耕地</translation>
    </message>
    <message>
        <source>Cropland of 2020</source>
        <translation>2020年调查耕地</translation>
    </message>
    <message>
        <source>Left out of the protection target, 2020</source>
        <translation>2020年未纳入保护目标</translation>
    </message>
    <message>
        <source>Hard or unfit to use stably, 2020</source>
        <translation>2020年难以或不宜稳定利用</translation>
    </message>
    <message>
        <source>Stable cropland of 2020</source>
        <translation>2020年稳定利用耕地</translation>
    </message>
    <message>
        <source>More than in 2020</source>
        <translation>较2020年增加</translation>
    </message>
    <message>
        <source>Of it adjusted from unstable</source>
        <translation>其中由不稳定调整</translation>
    </message>
    <message>
        <source>Of it on file as supplement</source>
        <translation>其中已报备补充耕地</translation>
    </message>
    <message>
        <source>Adjusted as well as filed</source>
        <translation>既调整又已报备</translation>
    </message>
    <message>
        <source>Net increase</source>
        <translation>净增加量</translation>
    </message>
    <message>
        <source>Scale after filling the gap</source>
        <translation>抵补缺口后的规模</translation>
    </message>
    <message>
        <source>{layer} wasn&apos;t given, so nothing was taken off for it; the net increase may be too high.</source>
        <translation>未给出{layer}，因此没有作此项扣除，净增加量可能偏大。</translation>
    </message>
    <message>
        <source>Net increase: {net:.2f} m² ({mu} 亩).</source>
        <translation>净增加量：{net:.2f}平方米（{mu}亩）。</translation>
    </message>
    <message>
        <source>Verify a reserve pool</source>
        <translation>校验储备库</translation>
    </message>
    <message>
        <source>Recomputes everything in a pool that can be: the hash chain of its history, areas and sums, claims against each other, hashes of records and of the files beside it, its schema and safeguards. The pool is only read, so a copy without write permission will do. A pool with a problem isn&apos;t an error of the run: VALID is false, PROBLEMS lists what was found, and REPORT explains it to somebody who doesn&apos;t know the tool.</source>
        <translation>把储备库中凡能计算的重新计算一遍：历史的哈希链、面积与合计、占地声明的相互关系、记录和库旁文件的哈希、库结构与防护。只读取储备库，因此没有写权限的副本也可以校验。库有问题不算运行出错：VALID 为否，PROBLEMS 列出发现的问题，REPORT 向不了解本工具的人作出说明。</translation>
    </message>
    <message>
        <source>Hash on a paper</source>
        <translation>文书上的哈希</translation>
    </message>
    <message>
        <source>Head hash that a link sheet or another paper from this pool carries. An entry of the history must have it; without it, nobody can tell that the end of a history was cut off.</source>
        <translation>本库生成的挂钩确认单或其他文书上的链首哈希。历史中必有一条记录与之相同；不给出它，历史末尾被截断就无从发现。</translation>
    </message>
    <message>
        <source>One row for every problem: the part of the audit, whom it concerns, what was found.</source>
        <translation>每个问题一行：所属部分、涉及对象、发现的内容。</translation>
    </message>
    <message>
        <source>Page to read and print: what was examined, the head hash of the history, every problem.</source>
        <translation>供阅读和打印的页面：校验内容、历史的链首哈希、每个问题。</translation>
    </message>
    <message>
        <source>Pool is sound</source>
        <translation>储备库完好</translation>
    </message>
    <message>
        <source>Entries of the history</source>
        <translation>历史记录条数</translation>
    </message>
    <message>
        <source>What was examined</source>
        <translation>校验内容</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>What is recomputed</source>
        <translation>重新计算的内容</translation>
    </message>
    <message>
        <source>How to read this</source>
        <translation>如何阅读本报告</translation>
    </message>
    <message>
        <source>Audit of a reserve pool</source>
        <translation>储备库校验报告</translation>
    </message>
    <message>
        <source>The pool is sound: everything that can be recomputed agrees with what is written down.</source>
        <translation>储备库完好：凡能重新计算的，都与记载一致。</translation>
    </message>
    <message>
        <source>The pool is not sound: {count} problems were found.</source>
        <translation>储备库有问题：发现 {count} 处。</translation>
    </message>
    <message>
        <source>Storage and safeguards</source>
        <translation>存储与防护</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>Records and papers</source>
        <translation>记录与材料</translation>
    </message>
    <message>
        <source>Areas and sums</source>
        <translation>面积与合计</translation>
    </message>
    <message>
        <source>Claims on ground</source>
        <translation>占地声明</translation>
    </message>
    <message>
        <source>Tables, triggers and indexes are those of the schema, links between rows lead somewhere, and the file isn&apos;t damaged.</source>
        <translation>数据表、触发器和索引与库结构一致，记录之间的关联都有着落，文件没有损坏。</translation>
    </message>
    <message>
        <source>Every entry holds the hash of the one before it, so none was changed, taken out or put in between.</source>
        <translation>每条记录都含有前一条的哈希，因此没有记录被改动、抽走或插入。</translation>
    </message>
    <message>
        <source>Shapes, findings, verdicts, waivers, forms, evidence files and rules have the hashes that the history testifies to.</source>
        <translation>图形、检查结果、结论、批准文件、表单、举证材料和规则的哈希与历史记录所载一致。</translation>
    </message>
    <message>
        <source>Areas follow from the shapes on the ellipsoid. Postings sum to zero, balances and lots follow from the postings, and none is overdrawn.</source>
        <translation>面积由图形按椭球面积算得；每笔分录借贷相抵，余额和各笔指标由分录算得，没有透支。</translation>
    </message>
    <message>
        <source>No ground is claimed twice, in whatever system.</source>
        <translation>任何一块地都没有在任何制度下被重复占用。</translation>
    </message>
    <message>
        <source>Reference system</source>
        <translation>坐标系</translation>
    </message>
    <message>
        <source>Version of the schema</source>
        <translation>库结构版本</translation>
    </message>
    <message>
        <source>Last entry recorded</source>
        <translation>最后一条记录时间</translation>
    </message>
    <message>
        <source>Head hash (SHA-256 of the last entry)</source>
        <translation>链首哈希（最后一条记录的 SHA-256）</translation>
    </message>
    <message>
        <source>Entry that the paper names</source>
        <translation>文书所指的记录</translation>
    </message>
    <message>
        <source>Active claims</source>
        <translation>有效占地声明</translation>
    </message>
    <message>
        <source>Pieces of evidence</source>
        <translation>举证材料</translation>
    </message>
    <message>
        <source>Lots</source>
        <translation>指标笔数</translation>
    </message>
    <message>
        <source>Postings</source>
        <translation>分录数</translation>
    </message>
    <message>
        <source>in order</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>有问题</translation>
    </message>
    <message>
        <source>The pool keeps a history of everything that happened to it. Each entry contains the SHA-256 of the entry before it; the hash of the last one, the head hash, therefore stands for the whole history.</source>
        <translation>储备库记录了对它做过的一切。每条记录都含有前一条记录的 SHA-256，因此最后一条的哈希（链首哈希）代表了整个历史。</translation>
    </message>
    <message>
        <source>Papers made from the pool carry the head hash of their day. To prove that the history on which a paper rests wasn&apos;t rewritten or cut off since, give the hash on the paper to the audit: an entry must have it.</source>
        <translation>由储备库生成的文书都印有当时的链首哈希。要证明文书所依据的历史此后没有被改写或截断，可把文书上的哈希交给校验：必有一条记录的哈希与之相同。</translation>
    </message>
    <message>
        <source>A problem doesn&apos;t say who caused it. Compare with the last backup, and with the papers that were signed; until it is explained, nothing should be posted in this pool.</source>
        <translation>发现问题并不说明是谁造成的。请与最近的备份和已签署的文书对照；在查清之前，不应再在此库中记账。</translation>
    </message>
    <message>
        <source>{check} ({clause}): the county states {told}, repeated it is {found}. {what}</source>
        <translation>{check}（{clause}）：县级结论为 {told}，复核结论为 {found}。{what}</translation>
    </message>
    <message>
        <source>{check} ({clause}): the county measured {told} {unit}, repeated it is {found} {unit}.</source>
        <translation>{check}（{clause}）：县级量测值为 {told} {unit}，复核量测值为 {found} {unit}。</translation>
    </message>
    <message>
        <source>It is decided elsewhere and only recorded here.</source>
        <translation>此事由上级决定，这里只作登记。</translation>
    </message>
    <message>
        <source>{amount:.2f} m² is no amount that can be booked.</source>
        <translation>{amount:.2f}平方米不能记账。</translation>
    </message>
    <message>
        <source>The reviewer&apos;s elevation model: slopes are measured again and compared.</source>
        <translation>审核人的高程模型：重新量测坡度并比对。</translation>
    </message>
    <message>
        <source>Checks repeated</source>
        <translation>复核的检查项数</translation>
    </message>
    <message>
        <source>In</source>
        <translation>收入</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>支出</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>Choose the survey layer, the county and its pool. That is done once for a project.</source>
        <translation>请选择调查图层、县和储备库。每个工程只需设置一次。</translation>
    </message>
    <message>
        <source>Set up the project…</source>
        <translation>设置工程…</translation>
    </message>
    <message>
        <source>{count} deadlines are over: see the list below, the parcels are on the page “Pool”.</source>
        <translation>有 {count} 项已逾期：见下方清单，相关图斑在“储备库”页。</translation>
    </message>
    <message>
        <source>Go to the pool</source>
        <translation>前往储备库</translation>
    </message>
    <message>
        <source>{count} parcels passed the last check: push them into the pool.</source>
        <translation>上次检查有 {count} 个图斑合格：请推送入库。</translation>
    </message>
    <message>
        <source>Go to the check</source>
        <translation>前往检查</translation>
    </message>
    <message>
        <source>{count} parcels are tagged as candidates: check them.</source>
        <translation>已标记 {count} 个候选图斑：请进行检查。</translation>
    </message>
    <message>
        <source>The pool is empty: tag candidates on the map, or take all possible sources by the rules.</source>
        <translation>储备库为空：请在地图上标记候选图斑，或按规则选取全部可能的来源。</translation>
    </message>
    <message>
        <source>Select parcels</source>
        <translation>选取图斑</translation>
    </message>
    <message>
        <source>Nothing is late. Take the next step with parcels of the pool, or pack a batch for the city.</source>
        <translation>没有逾期事项。可办理库内图斑的下一环节，或打包一个批次报市。</translation>
    </message>
    <message>
        <source>Go to submissions</source>
        <translation>前往报送</translation>
    </message>
    <message>
        <source>In the pool</source>
        <translation>库内面积</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>到期日</translation>
    </message>
    <message>
        <source>Days left</source>
        <translation>剩余天数</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>所属</translation>
    </message>
    <message>
        <source>No reserve pool is chosen yet.</source>
        <translation>尚未选择储备库。</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation>正在读取 {name}…</translation>
    </message>
    <message>
        <source>Zhanbu: overview</source>
        <translation>占补：概览</translation>
    </message>
    <message>
        <source>{name}: county {county}, as of {day}</source>
        <translation>{name}：{county}，截至 {day}</translation>
    </message>
    <message>
        <source>{count} days late</source>
        <translation>逾期 {count} 天</translation>
    </message>
    <message>
        <source>Days from the day of the rules to the due day, which is still in time.</source>
        <translation>从规则日期到到期日的天数；到期日当天仍为按时。</translation>
    </message>
    <message>
        <source>Due ({count} open, {late} late)</source>
        <translation>期限（未办 {count} 项，逾期 {late} 项）</translation>
    </message>
    <message>
        <source>; the first {shown} are listed</source>
        <translation>；仅列出前 {shown} 项</translation>
    </message>
    <message>
        <source>Nothing is booked yet: amounts appear once an indicator has come into being.</source>
        <translation>尚无记账：形成指标后显示数额。</translation>
    </message>
    <message>
        <source>{system}: in, out, frozen, available</source>
        <translation>{system}：入库、支出、冻结、可用</translation>
    </message>
    <message>
        <source>{first} lies after {last}.</source>
        <translation>{first} 晚于 {last}。</translation>
    </message>
    <message>
        <source>Give the first day of the statement before its last.</source>
        <translation>起始日不能晚于截止日。</translation>
    </message>
    <message>
        <source>The year {year} isn&apos;t over on {day}.</source>
        <translation>{day}时{year}年度尚未结束。</translation>
    </message>
    <message>
        <source>Close it on 1 January of the next year, or later.</source>
        <translation>请在次年1月1日或以后结转。</translation>
    </message>
    <message>
        <source>The year {closed} of {system} was closed on {day} (posting {uid}).</source>
        <translation>{system}的{closed}年度已于{day}结转（凭证{uid}）。</translation>
    </message>
    <message>
        <source>A year is closed once. What came in since goes along with the next year.</source>
        <translation>每个年度只结转一次；此后入账的随下一年度一并结转。</translation>
    </message>
    <message>
        <source>The parcel has no lot in the ledger of {system}, so there is nothing to cut.</source>
        <translation>该图斑在{system}台账中没有指标批次，无可扣减。</translation>
    </message>
    <message>
        <source>Look at the id in the column parcel_uid, or give an area without a parcel.</source>
        <translation>请核对parcel_uid列中的编号，或只填写面积、不填图斑。</translation>
    </message>
    <message>
        <source>{left:.2f} m² of what the parcel was credited with are left to be cut, not {area:.2f} m².</source>
        <translation>该图斑入账面积中还可扣减{left:.2f}平方米，不足{area:.2f}平方米。</translation>
    </message>
    <message>
        <source>All that the parcel was credited with has been cut already.</source>
        <translation>该图斑的入账面积已全部扣减。</translation>
    </message>
    <message>
        <source>Look at the earlier deductions of this parcel.</source>
        <translation>请核对该图斑以前的扣减。</translation>
    </message>
    <message>
        <source>The paddy that is cut is at most {most:.2f} m².</source>
        <translation>扣减的水田面积最多为{most:.2f}平方米。</translation>
    </message>
    <message>
        <source>Look at both areas.</source>
        <translation>请核对两个面积。</translation>
    </message>
    <message>
        <source>The pool holds no freeze “{uid}”.</source>
        <translation>库内没有编号为“{uid}”的冻结。</translation>
    </message>
    <message>
        <source>The freeze {uid} has ended: nothing of it is left.</source>
        <translation>冻结{uid}已全部结束，没有剩余。</translation>
    </message>
    <message>
        <source>Look at the number of the freeze.</source>
        <translation>请核对冻结编号。</translation>
    </message>
    <message>
        <source>Of the freeze {uid}, {left:.2f} m² can end this way, not {amount:.2f} m².</source>
        <translation>冻结{uid}可按此方式结束的面积为{left:.2f}平方米，不足{amount:.2f}平方米。</translation>
    </message>
    <message>
        <source>No indicators stand behind what nobody covers; supply them first.</source>
        <translation>未落实的部分没有指标，请先补充指标。</translation>
    </message>
    <message>
        <source>Give at most that much, or no area for all that is left.</source>
        <translation>面积不要超过该数，或留空表示全部剩余。</translation>
    </message>
    <message>
        <source>The rules {rules} only lift a freeze; they don&apos;t turn it into use.</source>
        <translation>规则集{rules}只规定解除冻结，不能直接转为使用。</translation>
    </message>
    <message>
        <source>Lift it once it is rectified, and link the project then.</source>
        <translation>请在整改到位后解除冻结，再办理项目挂钩。</translation>
    </message>
    <message>
        <source>It was due on {due}, and {day} is later: what wasn&apos;t rectified in time is deducted.</source>
        <translation>整改期限为{due}，{day}已逾期：逾期未整改的予以扣减。</translation>
    </message>
    <message>
        <source>It can&apos;t be lifted before it is rectified.</source>
        <translation>整改完成之前不能解除冻结。</translation>
    </message>
    <message>
        <source>Look at both dates.</source>
        <translation>请核对两个日期。</translation>
    </message>
    <message>
        <source>{there:.2f} m² of the lots may be used on {day}, and {need:.2f} m² are to be.</source>
        <translation>{day}可使用的指标批次共{there:.2f}平方米，需使用{need:.2f}平方米。</translation>
    </message>
    <message>
        <source>Wait until more lots may be used, or end less of the freeze.</source>
        <translation>请待更多批次可用后再办理，或减少本次转为使用的面积。</translation>
    </message>
    <message>
        <source>A shortfall is rectified by a day, and what isn&apos;t is deducted ({clause}).</source>
        <translation>未完成进出平衡的应限期整改，逾期扣减（{clause}）。</translation>
    </message>
    <message>
        <source>Give the day by which it is to be rectified.</source>
        <translation>请填写整改期限。</translation>
    </message>
    <message>
        <source>It would be due on {due}, before it is frozen ({day}).</source>
        <translation>整改期限{due}早于冻结日期{day}。</translation>
    </message>
    <message>
        <source>It isn&apos;t matched with inflow yet.</source>
        <translation>尚未与转进匹配。</translation>
    </message>
    <message>
        <source>It has no day of acceptance, so it isn&apos;t in yet.</source>
        <translation>没有验收日期，因此尚未计入转进。</translation>
    </message>
    <message>
        <source>The survey hasn&apos;t confirmed it, so it isn&apos;t in at the close.</source>
        <translation>调查尚未确认，因此年末不计入转进。</translation>
    </message>
    <message>
        <source>It is of the year {year}.</source>
        <translation>属于{year}年。</translation>
    </message>
    <message>
        <source>Exempt ({case}), by {proof}.</source>
        <translation>免计（{case}），依据{proof}。</translation>
    </message>
    <message>
        <source>The exemption ({case}) has no document, so it counts.</source>
        <translation>免计情形（{case}）没有文件，因此计入。</translation>
    </message>
    <message>
        <source>The pool holds no plan of {year}.</source>
        <translation>储备库中没有{year}年的方案。</translation>
    </message>
    <message>
        <source>Open the plan of that year first, or give a table of items.</source>
        <translation>请先开立该年度的方案，或给出项目表格。</translation>
    </message>
    <message>
        <source>The outflow item has no area on file.</source>
        <translation>转出项目没有登记面积。</translation>
    </message>
    <message>
        <source>Fill in its form OUTFLOW.</source>
        <translation>请填写其OUTFLOW表单。</translation>
    </message>
    <message>
        <source>A shelterbelt counts once the survey makes it forest.</source>
        <translation>防护林在调查认定为林地后才计入。</translation>
    </message>
    <message>
        <source>It is cropland that isn&apos;t used stably.</source>
        <translation>不是稳定利用耕地。</translation>
    </message>
    <message>
        <source>The table has no column “{name}”.</source>
        <translation>表格没有“{name}”列。</translation>
    </message>
    <message>
        <source>Call a column one of: {names}.</source>
        <translation>请把某一列命名为：{names}。</translation>
    </message>
    <message>
        <source>Write {expected}.</source>
        <translation>请填写{expected}。</translation>
    </message>
    <message>
        <source>“{type}” is neither IN nor OUT.</source>
        <translation>“{type}”既不是IN也不是OUT。</translation>
    </message>
    <message>
        <source>The area is missing.</source>
        <translation>缺少面积。</translation>
    </message>
    <message>
        <source>Class {code} is no cropland.</source>
        <translation>地类{code}不是耕地。</translation>
    </message>
    <message>
        <source>The rules “{rules}” know no yearly balance of cropland.</source>
        <translation>规则“{rules}”没有耕地年度进出平衡的规定。</translation>
    </message>
    <message>
        <source>It has no day of approval.</source>
        <translation>没有批准日期。</translation>
    </message>
    <message>
        <source>{out:.2f} m² are planned to leave and {came:.2f} m² to come in.</source>
        <translation>计划转出{out:.2f}平方米，计划转进{came:.2f}平方米。</translation>
    </message>
    <message>
        <source>{item}: {why}</source>
        <translation>{item}：{why}</translation>
    </message>
    <message>
        <source>Nothing came in.</source>
        <translation>没有转进。</translation>
    </message>
    <message>
        <source>Not every item has a grade.</source>
        <translation>有的项目没有质量等级。</translation>
    </message>
    <message>
        <source>The item “{id}” is there twice.</source>
        <translation>项目“{id}”出现了两次。</translation>
    </message>
    <message>
        <source>Give every item a number of its own.</source>
        <translation>请给每个项目各自的编号。</translation>
    </message>
    <message>
        <source>Nothing was linked to the project {project}.</source>
        <translation>项目 {project} 没有挂钩任何指标。</translation>
    </message>
    <message>
        <source>The paddy of a lot lies between 0 and its area.</source>
        <translation>批次的水田面积应在0与批次面积之间。</translation>
    </message>
    <message>
        <source>A grade means nothing without its scheme.</source>
        <translation>质量等级须注明等级体系。</translation>
    </message>
    <message>
        <source>Give the grade and the scheme by which it was found, or neither.</source>
        <translation>请同时填写等级和等级体系，或都不填。</translation>
    </message>
    <message>
        <source>The folder for the pool's evidence “{folder}” can't be reached.</source>
        <translation>无法访问储备库的材料文件夹“{folder}”。</translation>
    </message>
    <message>
        <source>Give a folder that everybody who works with this pool reaches under the same name, such as a share.</source>
        <translation>请填写所有使用该库的人员都能以同一名称访问的文件夹，例如共享文件夹。</translation>
    </message>
    <message>
        <source>A pool on a database server is reached through QGIS&apos;s stored connections only.</source>
        <translation>数据库服务器上的储备库只能通过 QGIS 中保存的连接访问。</translation>
    </message>
    <message>
        <source>Choose it inside QGIS, or give a .gpkg file.</source>
        <translation>请在 QGIS 中选择，或填写 .gpkg 文件。</translation>
    </message>
    <message>
        <source>The pool&apos;s safeguards were not looked at, for this account may not create schemas in the database.</source>
        <translation>未检查储备库的保护措施，因为当前账户无权在数据库中建立模式。</translation>
    </message>
    <message>
        <source>“{schema}” can't be the name of a schema.</source>
        <translation>“{schema}”不能作为模式名称。</translation>
    </message>
    <message>
        <source>Give a short name, for example pool_139901.</source>
        <translation>请填写简短的名称，例如 pool_139901。</translation>
    </message>
    <message>
        <source>The schema “{schema}” exists already, and a pool never replaces one.</source>
        <translation>模式“{schema}”已存在，新建储备库不会覆盖已有模式。</translation>
    </message>
    <message>
        <source>Ask the administrator of the database to restore the last backup of the pool.</source>
        <translation>请数据库管理员恢复该储备库最近的备份。</translation>
    </message>
    <message>
        <source>Nothing was written. Try again when the server can be reached.</source>
        <translation>未写入任何内容。请在可连接服务器时重试。</translation>
    </message>
    <message>
        <source>The database server doesn&apos;t accept this user name and password.</source>
        <translation>数据库服务器不接受该用户名和密码。</translation>
    </message>
    <message>
        <source>Set them right in QGIS&apos;s connection (Data Source Manager &gt; PostgreSQL), and try again.</source>
        <translation>请在 QGIS 连接（数据源管理器 &gt; PostgreSQL）中更正后重试。</translation>
    </message>
    <message>
        <source>The database server knows no such database or user: {reason}.</source>
        <translation>数据库服务器上没有该数据库或用户：{reason}。</translation>
    </message>
    <message>
        <source>Set the connection right in QGIS (Data Source Manager &gt; PostgreSQL), and try again.</source>
        <translation>请在 QGIS（数据源管理器 &gt; PostgreSQL）中更正连接后重试。</translation>
    </message>
    <message>
        <source>The database server can&apos;t be reached: {reason}.</source>
        <translation>无法连接数据库服务器：{reason}。</translation>
    </message>
    <message>
        <source>Nothing was written. Look whether the network and the server work, and test the connection in QGIS.</source>
        <translation>未写入任何内容。请检查网络和服务器是否正常，并在 QGIS 中测试连接。</translation>
    </message>
    <message>
        <source>The pool is busy: {who} is writing to it since {since}.</source>
        <translation>储备库正忙：{who} 自 {since} 起正在写入。</translation>
    </message>
    <message>
        <source>Nothing was written. Wait until the other has finished, and try again.</source>
        <translation>未写入任何内容。请待对方完成后重试。</translation>
    </message>
    <message>
        <source>The database has no reserve pool in this schema.</source>
        <translation>数据库的该模式中没有储备库。</translation>
    </message>
    <message>
        <source>Choose the schema of the pool, or create a new pool there.</source>
        <translation>请选择储备库所在的模式，或在该处新建储备库。</translation>
    </message>
    <message>
        <source>The disk or the memory of the database server is full, or can&apos;t be written.</source>
        <translation>数据库服务器的磁盘或内存已满，或无法写入。</translation>
    </message>
    <message>
        <source>Nothing was written. Ask the administrator of the database to make room.</source>
        <translation>未写入任何内容。请数据库管理员腾出空间。</translation>
    </message>
    <message>
        <source>This account may not do that in the database.</source>
        <translation>当前账户在数据库中无此权限。</translation>
    </message>
    <message>
        <source>Nothing was written. Ask the administrator of the database for the right to do it.</source>
        <translation>未写入任何内容。请向数据库管理员申请权限。</translation>
    </message>
    <message>
        <source>The database server ended the connection.</source>
        <translation>数据库服务器中断了连接。</translation>
    </message>
    <message>
        <source>The database is damaged.</source>
        <translation>数据库已损坏。</translation>
    </message>
    <message>
        <source>The pool lacks a table, column or function of its own.</source>
        <translation>储备库缺少自身的表、字段或函数。</translation>
    </message>
    <message>
        <source>The server runs PostgreSQL {found}.</source>
        <translation>服务器运行的是 PostgreSQL {found}。</translation>
    </message>
    <message>
        <source>A pool needs PostgreSQL {needed} or later.</source>
        <translation>储备库需要 PostgreSQL {needed} 或更高版本。</translation>
    </message>
    <message>
        <source>The database has PostGIS {found}.</source>
        <translation>数据库安装的是 PostGIS {found}。</translation>
    </message>
    <message>
        <source>The database has no PostGIS.</source>
        <translation>数据库未安装 PostGIS。</translation>
    </message>
    <message>
        <source>A pool needs PostGIS {needed} or later; the administrator enables it with CREATE EXTENSION postgis.</source>
        <translation>储备库需要 PostGIS {needed} 或更高版本；由管理员执行 CREATE EXTENSION postgis 启用。</translation>
    </message>
    <message>
        <source>The pool is of an older version, and this account may not copy it before it is changed.</source>
        <translation>储备库为旧版本，且当前账户无权在升级前为其制作副本。</translation>
    </message>
    <message>
        <source>Open it once with an account that may create schemas in the database; nothing was changed.</source>
        <translation>请用有权建立模式的账户打开一次；未作任何更改。</translation>
    </message>
    <message>
        <source>Yearly statement of cropland in and out</source>
        <translation>耕地年度进出平衡报表</translation>
    </message>
    <message>
        <source>Adds up what came into cropland and what left it in a year, and makes the tests of SC-2(五): no more is planned to leave than to come in (以进定出), on every day as much was accepted as leaves (先进后出), over the year as much came in as left (进大于出), and in no worse grade on the average by area. Items come from a table, or from the plans of a pool. Before any item has a day, the plan alone is weighed. At the close, inflow counts as the survey confirmed it, once it has confirmed some. Exempt outflow doesn't count when a document is named; inflow that isn't stable cropland doesn't count at all. OK is true when every test was made and passed: a missing grade or day leaves it open.</source>
        <translation>汇总一年内转进和转出的耕地，并作SC-2(五)的各项检验：计划转出不大于计划转进（以进定出），任何一天验收转进不少于转出（先进后出），全年转进不低于转出（进大于出），按面积加权的平均质量等级不降低。项目取自表格，或储备库中当年的方案。所有项目都没有日期时，只衡量方案。年末按调查确认面积计转进，但须已有调查确认。注明文件的免计情形不计入转出；不是稳定利用耕地的转进不计。各项检验都已进行并通过时OK为真：缺少等级或日期的，不能判定。</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Table or layer with a row for each item: type (IN or OUT), area_m2, date (or accepted_on and approved_on), confirmed_m2, grade, scheme, exemption, doc_no, paddy_m2, class, stable. Chinese column names do as well. Empty: the items of the pool.</source>
        <translation>每行一个项目的表格或图层：type（IN或OUT）、area_m2、date（或accepted_on和approved_on）、confirmed_m2、grade、scheme、exemption、doc_no、paddy_m2、class、stable。也可用中文列名。留空：取储备库中的项目。</translation>
    </message>
    <message>
        <source>Year of the plan, for example 2023; items of other years don&apos;t count.</source>
        <translation>方案年度，例如2023；其他年度的项目不计。</translation>
    </message>
    <message>
        <source>Pool whose parcels and outflow items in plans of the year are taken, where no table is given.</source>
        <translation>未给表格时，取该储备库中当年方案的地块和转出项目。</translation>
    </message>
    <message>
        <source>Rules that say whether equal is enough and how grades are compared: their id, or a county&apos;s own file.</source>
        <translation>规定相等是否算平衡、等级如何比较的规则：规则编号，或本县自己的文件。</translation>
    </message>
    <message>
        <source>Surplus of the city (m²)</source>
        <translation>市级富余（平方米）</translation>
    </message>
    <message>
        <source>What the city has left to cover a county that is short (SC-2(八)); the rest needs the province.</source>
        <translation>市里可用于统筹有缺口的县的数量（SC-2(八)）；其余须由省级调剂。</translation>
    </message>
    <message>
        <source>Column for: {meaning}</source>
        <translation>列名：{meaning}</translation>
    </message>
    <message>
        <source>Only where the column is called otherwise.</source>
        <translation>仅在列名不同时填写。</translation>
    </message>
    <message>
        <source>Scheme of grades</source>
        <translation>等级体系</translation>
    </message>
    <message>
        <source>Scheme of grades that don&apos;t name one themselves; grades of two schemes can&apos;t be compared.</source>
        <translation>未注明体系的等级所用的体系；两种体系的等级不能比较。</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>报表</translation>
    </message>
    <message>
        <source>A row for each test and for what wasn&apos;t counted: in, out, balance, outcome, clause, reason.</source>
        <translation>每项检验和未计入情形各一行：进、出、差额、结论、条款、原因。</translation>
    </message>
    <message>
        <source>Items in order</source>
        <translation>按日期排列的项目</translation>
    </message>
    <message>
        <source>A row for each item by its day, with what counts of it and the sums so far.</source>
        <translation>每个项目按日期一行，列出计入数量和累计。</translation>
    </message>
    <message>
        <source>Balance (m²)</source>
        <translation>余额（㎡）</translation>
    </message>
    <message>
        <source>Came in (m²)</source>
        <translation>转进（平方米）</translation>
    </message>
    <message>
        <source>Left (m²)</source>
        <translation>转出（平方米）</translation>
    </message>
    <message>
        <source>Short (m²)</source>
        <translation>缺口（平方米）</translation>
    </message>
    <message>
        <source>Covered by the city (m²)</source>
        <translation>市级统筹（平方米）</translation>
    </message>
    <message>
        <source>Left to the province (m²)</source>
        <translation>须省级调剂（平方米）</translation>
    </message>
    <message>
        <source>Average grade in</source>
        <translation>转进平均等级</translation>
    </message>
    <message>
        <source>Average grade out</source>
        <translation>转出平均等级</translation>
    </message>
    <message>
        <source>Every test passed</source>
        <translation>各项检验均通过</translation>
    </message>
    <message>
        <source>Tests that didn&apos;t pass</source>
        <translation>未通过的检验</translation>
    </message>
    <message>
        <source>INPUT: give a table of items, or a pool.</source>
        <translation>INPUT：请给出项目表格或储备库。</translation>
    </message>
    <message>
        <source>Columns left aside: {names}.</source>
        <translation>未使用的列：{names}。</translation>
    </message>
    <message>
        <source>The survey has confirmed nothing yet, so the close is by what was accepted.</source>
        <translation>调查尚未确认任何项目，因此年末按验收面积计。</translation>
    </message>
    <message>
        <source>Balance of {year}: {balance:.2f} m².</source>
        <translation>{year}年差额：{balance:.2f}平方米。</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>持有者</translation>
    </message>
    <message>
        <source>Six digits of the county, city or province whose amounts these are. Empty means the pool&apos;s county.</source>
        <translation>指标所属县、市或省的六位代码。留空为本库所属县。</translation>
    </message>
    <message>
        <source>AREA: cropland or forest of any kind. PADDY: the paddy within it.</source>
        <translation>AREA：各类耕地或林地面积；PADDY：其中的水田。</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Which account, for example AVAILABLE, LINKED, USED, FROZEN, DEDUCTED or LIABILITY (what is owed).</source>
        <translation>哪个账户，例如 AVAILABLE（可用）、LINKED（已挂钩）、USED（已核销）、FROZEN（冻结）、DEDUCTED（扣减）或 LIABILITY（欠账）。</translation>
    </message>
    <message>
        <source>Statement of account</source>
        <translation>台账对账单</translation>
    </message>
    <message>
        <source>Lists every posting that changed an account of the ledger between two days, with its document, its lots, and the balance after it, as a bank statement does. It is told from the postings alone, so a past day reads as it was. The pool is only read.</source>
        <translation>像银行对账单一样，列出两日之间改变台账某个账户的每笔分录，及其文号、指标和余额。只依据分录计算，因此过去某日的情况仍如当时。只读取储备库。</translation>
    </message>
    <message>
        <source>First day (ISO)</source>
        <translation>起始日（ISO）</translation>
    </message>
    <message>
        <source>First day of the statement, for example 2026-01-01. Empty means from the beginning.</source>
        <translation>对账单的起始日，例如 2026-01-01。留空为从头开始。</translation>
    </message>
    <message>
        <source>Table with a row for each posting, by day: document, lots, amount and the balance after it.</source>
        <translation>每笔分录一行，按日期排列：文号、指标、金额和其后的余额。</translation>
    </message>
    <message>
        <source>Balance before (m²)</source>
        <translation>期初余额（㎡）</translation>
    </message>
    <message>
        <source>In (m²)</source>
        <translation>收入（㎡）</translation>
    </message>
    <message>
        <source>Out (m²)</source>
        <translation>支出（㎡）</translation>
    </message>
    <message>
        <source>Balance after (m²)</source>
        <translation>期末余额（㎡）</translation>
    </message>
    <message>
        <source>No more is planned to leave than to come in</source>
        <translation>以进定出：计划转出不大于计划转进</translation>
    </message>
    <message>
        <source>First in, then out</source>
        <translation>先进后出</translation>
    </message>
    <message>
        <source>As much came in as left</source>
        <translation>进大于出：转进不低于转出</translation>
    </message>
    <message>
        <source>Quality: grade in {came}, grade out {out}</source>
        <translation>质量：转进等级{came}，转出等级{out}</translation>
    </message>
    <message>
        <source>Exempt, with a document</source>
        <translation>免计情形，有文件</translation>
    </message>
    <message>
        <source>Not counted</source>
        <translation>未计入</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Outside the pool</source>
        <translation>库外</translation>
    </message>
    <message>
        <source>Linked</source>
        <translation>已挂钩</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>已核销</translation>
    </message>
    <message>
        <source>Deducted</source>
        <translation>扣减</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Owed</source>
        <translation>欠账</translation>
    </message>
    <message>
        <source>Admission</source>
        <translation>入库</translation>
    </message>
    <message>
        <source>Issue of quota</source>
        <translation>下达定额</translation>
    </message>
    <message>
        <source>Taken over from the former pool</source>
        <translation>原库存转入</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>挂钩</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>解挂</translation>
    </message>
    <message>
        <source>Write-off</source>
        <translation>核销</translation>
    </message>
    <message>
        <source>Link anew</source>
        <translation>补挂</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>Freeze lifted</source>
        <translation>解冻</translation>
    </message>
    <message>
        <source>Frozen amount used</source>
        <translation>冻结转使用</translation>
    </message>
    <message>
        <source>Deduction</source>
        <translation>扣减</translation>
    </message>
    <message>
        <source>Debt settled</source>
        <translation>抵补欠账</translation>
    </message>
    <message>
        <source>Made void</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Carried over</source>
        <translation>结转</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>调剂</translation>
    </message>
    <message>
        <source>Correction</source>
        <translation>冲正</translation>
    </message>
    <message>
        <source>Posting</source>
        <translation>分录</translation>
    </message>
    <message>
        <source>Project or freeze</source>
        <translation>项目或冻结编号</translation>
    </message>
    <message>
        <source>Hash of the entry</source>
        <translation>记录哈希</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>汇总</translation>
    </message>
    <message>
        <source>Nothing was posted in these days.</source>
        <translation>此期间没有分录。</translation>
    </message>
    <message>
        <source>the beginning</source>
        <translation>建库之日</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>期间</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} 至 {last}</translation>
    </message>
    <message>
        <source>Balance before</source>
        <translation>期初余额</translation>
    </message>
    <message>
        <source>Balance after</source>
        <translation>期末余额</translation>
    </message>
    <message>
        <source>{count} parcels returned, {moved} sent back</source>
        <translation>退回单列出 {count} 个地块，已转为退回 {moved} 个</translation>
    </message>
    <message>
        <source>Said</source>
        <translation>退回说明</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>处理结果</translation>
    </message>
    <message>
        <source>sent back</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>stays: {reason}</source>
        <translation>未退回：{reason}</translation>
    </message>
    <message>
        <source>Set up the project</source>
        <translation>工程设置</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Zhanbu: verification</source>
        <translation>占补：核验</translation>
    </message>
    <message>
        <source>Zhanbu: comparison</source>
        <translation>占补：比对</translation>
    </message>
    <message>
        <source>Zhanbu: return</source>
        <translation>占补：退回</translation>
    </message>
    <message>
        <source>Package to verify</source>
        <translation>要核验的报送包</translation>
    </message>
    <message>
        <source>Posting {uid} can&apos;t be reversed: later ones rely on it.</source>
        <translation>记账{uid}不能冲正：其后的记账以它为依据。</translation>
    </message>
    <message>
        <source>Reverse or release what came after it first, the latest before the others.</source>
        <translation>请先冲正或解除其后的记账，从最近一笔开始。</translation>
    </message>
    <message>
        <source>The ledger has no posting {uid}.</source>
        <translation>台账中没有记账{uid}。</translation>
    </message>
    <message>
        <source>Take the number from the ledger&apos;s list of postings.</source>
        <translation>请从台账的记账清单中选取编号。</translation>
    </message>
    <message>
        <source>Posting {uid} was reversed by {by} already.</source>
        <translation>记账{uid}已由{by}冲正。</translation>
    </message>
    <message>
        <source>Book anew what is right.</source>
        <translation>请按正确的内容重新记账。</translation>
    </message>
    <message>
        <source>Posting {uid} ({kind}) is not one that is reversed.</source>
        <translation>记账{uid}（{kind}）不适用冲正。</translation>
    </message>
    <message>
        <source>A freeze ends by lifting it; what was corrected wrongly is booked anew.</source>
        <translation>冻结应办理解冻；冲正有误的，请重新记账。</translation>
    </message>
    <message>
        <source>The project {project} asks for a grade by {scheme}, and lot {lot} has none by it.</source>
        <translation>项目{project}按{scheme}要求质量等级，批次{lot}没有该体系的等级。</translation>
    </message>
    <message>
        <source>Grades of different schemes are never compared; give the grade by the lot&apos;s.</source>
        <translation>不同等级体系不作比较；请按批次所用的体系填写等级。</translation>
    </message>
    <message>
        <source>The lots whose turn it is have the mean grade {mean}; the project {project} asks for {grade} or better.</source>
        <translation>按次序应使用的批次平均等级为{mean}等，项目{project}要求不低于{grade}等。</translation>
    </message>
    <message>
        <source>Lots are used first in, first out; link less, or wait for better land to come in.</source>
        <translation>指标须先进先出；请减少挂钩面积，或待质量更好的地块入库后再办理。</translation>
    </message>
    <message>
        <source>{paddy:.2f} m² of paddy can't be part of {area:.2f} m².</source>
        <translation>水田{paddy:.2f}平方米不能包含在{area:.2f}平方米之内。</translation>
    </message>
    <message>
        <source>Give the paddy among the area that is taken.</source>
        <translation>请填写占用面积中的水田面积。</translation>
    </message>
    <message>
        <source>A grade counts only with its scheme.</source>
        <translation>质量等级须注明等级体系。</translation>
    </message>
    <message>
        <source>Give both, or none where no grade is asked for.</source>
        <translation>请同时填写等级和等级体系；不要求等级的都不填。</translation>
    </message>
    <message>
        <source>The project {project} has {area:.2f} m² linked or written off already.</source>
        <translation>项目{project}已挂钩或核销{area:.2f}平方米。</translation>
    </message>
    <message>
        <source>Release its link first, or give the new part a number of its own.</source>
        <translation>请先解除原挂钩，或为新增部分另编项目编号。</translation>
    </message>
    <message>
        <source>{owed:.2f} m² are still owed, so nothing is linked to the project {project}.</source>
        <translation>尚欠指标{owed:.2f}平方米，项目{project}不能挂钩。</translation>
    </message>
    <message>
        <source>Settle the debt with what comes in next, or give the document that allows it.</source>
        <translation>请待下次入账抵扣欠账，或填写同意挂钩的文件文号。</translation>
    </message>
    <message>
        <source>Lift the freeze ({frozen:.2f} m²) first.</source>
        <translation>请先解除冻结（{frozen:.2f}平方米）。</translation>
    </message>
    <message>
        <source>NOT_YET_USABLE({year}): wait until {day}.</source>
        <translation>NOT_YET_USABLE({year})：尚未到使用期，{day}起可用。</translation>
    </message>
    <message>
        <source>INSUFFICIENT: the project {project} needs {need:.2f} m²; {ready:.2f} m² may be used on {day}.</source>
        <translation>INSUFFICIENT：可用指标不足。项目{project}需要{need:.2f}平方米，{day}可使用{ready:.2f}平方米。</translation>
    </message>
    <message>
        <source>INSUFFICIENT: the project {project} needs {need:.2f} m² of paddy; {ready:.2f} m² may be used on {day}.</source>
        <translation>INSUFFICIENT：可用水田指标不足。项目{project}需要水田{need:.2f}平方米，{day}可使用{ready:.2f}平方米。</translation>
    </message>
    <message>
        <source>Link less, or wait until more has come in.</source>
        <translation>请减少挂钩面积，或待新的指标入账后再办理。</translation>
    </message>
    <message>
        <source>The ledger is booked up to {last}, and this is of {day}.</source>
        <translation>台账已记至{last}，本笔日期为{day}。</translation>
    </message>
    <message>
        <source>Give {last} or a later day; the document keeps its own date.</source>
        <translation>请填写{last}或以后的日期；文件日期不受影响。</translation>
    </message>
    <message>
        <source>{relinked:.2f} m² would be linked to the project {project} in place of {released:.2f} m².</source>
        <translation>项目{project}拟重新挂钩{relinked:.2f}平方米，而释放的是{released:.2f}平方米。</translation>
    </message>
    <message>
        <source>Both have to be equal within 0.0001 ha.</source>
        <translation>两者相差不得超过0.0001公顷。</translation>
    </message>
    <message>
        <source>The project {project} uses {used:.2f} m² of lot {lot}, not {need:.2f} m².</source>
        <translation>项目{project}使用批次{lot}的面积为{used:.2f}平方米，不足{need:.2f}平方米。</translation>
    </message>
    <message>
        <source>Look at the lots on its confirmation sheet.</source>
        <translation>请核对挂钩确认单所列的指标批次。</translation>
    </message>
    <message>
        <source>INSUFFICIENT: {need:.2f} m² are needed in place of lot {lot}, and {ready:.2f} m² may be used on {day}.</source>
        <translation>INSUFFICIENT：可用指标不足。替换批次{lot}需要{need:.2f}平方米，{day}可使用{ready:.2f}平方米。</translation>
    </message>
    <message>
        <source>Link it anew when more has come in; until then it stays as it is.</source>
        <translation>请待新的指标入账后再重新挂钩，在此之前维持原状。</translation>
    </message>
    <message>
        <source>The paddy of a transfer lies between 0 and its area.</source>
        <translation>调剂的水田面积应在0与调剂面积之间。</translation>
    </message>
    <message>
        <source>From {giver} to {taker} nothing moves in this pool.</source>
        <translation>由{giver}调给{taker}与本库无关。</translation>
    </message>
    <message>
        <source>This pool keeps: {names}.</source>
        <translation>本库记载的持有单位：{names}。</translation>
    </message>
    <message>
        <source>The pool holds no evidence “{uid}” with a document number.</source>
        <translation>库内没有编号为“{uid}”且注明文号的佐证材料。</translation>
    </message>
    <message>
        <source>Attach the approval first and give the id that it got.</source>
        <translation>请先登记批准文件，再填写其编号。</translation>
    </message>
    <message>
        <source>{holder} has {there:.2f} m² available, and {need:.2f} m² are to be handed over.</source>
        <translation>{holder}可用{there:.2f}平方米，需调出{need:.2f}平方米。</translation>
    </message>
    <message>
        <source>Give at most what is available.</source>
        <translation>面积不要超过可用数量。</translation>
    </message>
    <message>
        <source>The lots that are handed over hold {there:.2f} m² of paddy.</source>
        <translation>调出的批次中只有水田{there:.2f}平方米。</translation>
    </message>
    <message>
        <source>Give at most that much as PADDY_M2.</source>
        <translation>PADDY_M2不要超过该数。</translation>
    </message>
    <message>
        <source>The project {project} has {linked:.2f} m² linked that aren't written off yet, not {need:.2f} m².</source>
        <translation>项目{project}已挂钩未核销的面积为{linked:.2f}平方米，与{need:.2f}平方米不符。</translation>
    </message>
    <message>
        <source>The project {project} has nothing linked that isn&apos;t written off.</source>
        <translation>项目{project}没有已挂钩未核销的指标。</translation>
    </message>
    <message>
        <source>Look at the number of the project and at its confirmation sheet.</source>
        <translation>请核对项目编号和挂钩确认单。</translation>
    </message>
    <message>
        <source>What is linked to the project {project} was valid until {last}, and its use was approved on {day}.</source>
        <translation>项目{project}挂钩的定额有效期至{last}，而使用批准日期为{day}。</translation>
    </message>
    <message>
        <source>Close the year: what wasn&apos;t used by then is void.</source>
        <translation>请办理年度结转：到期未使用的作废。</translation>
    </message>
    <message>
        <source>The posting {uid} is not the one that was booked.</source>
        <translation>分录 {uid} 与记账时不一致。</translation>
    </message>
    <message>
        <source>The posting {uid} of the history is missing in the ledger.</source>
        <translation>历史记录中的分录 {uid} 在台账中缺失。</translation>
    </message>
    <message>
        <source>There are entries of {uid}, which was never booked.</source>
        <translation>存在 {uid} 的分录明细，但该笔从未记账。</translation>
    </message>
    <message>
        <source>The entries of {uid} don&apos;t add up to nothing.</source>
        <translation>{uid} 的分录借贷不平。</translation>
    </message>
    <message>
        <source>The account {uid} states {stated:.2f} m², its entries add up to {summed:.2f} m².</source>
        <translation>账户 {uid} 记载 {stated:.2f} ㎡，其分录合计为 {summed:.2f} ㎡。</translation>
    </message>
    <message>
        <source>The account {uid} is overdrawn.</source>
        <translation>账户 {uid} 透支。</translation>
    </message>
    <message>
        <source>What {uid} holds doesn&apos;t follow from its entries.</source>
        <translation>{uid} 的余额与其分录不符。</translation>
    </message>
    <message>
        <source>The lot {uid} is overdrawn.</source>
        <translation>指标 {uid} 透支。</translation>
    </message>
    <message>
        <source>The link {uid} passed over the lot {lot}.</source>
        <translation>挂钩 {uid} 越过了应先使用的指标 {lot}。</translation>
    </message>
    <message>
        <source>The freeze {uid} holds another amount than it should.</source>
        <translation>冻结 {uid} 的余额与应有数额不符。</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>What the pool amounts to, what is due, and what to do next</source>
        <translation>库内数额、到期事项与下一步</translation>
    </message>
    <message>
        <source>Submit</source>
        <translation>报送</translation>
    </message>
    <message>
        <source>Packages for the city, and what comes back</source>
        <translation>向市级报送和退回</translation>
    </message>
    <message>
        <source>Choose layers, rules and pool; once for a project.</source>
        <translation>选择图层、规则和储备库；每个工程只需一次。</translation>
    </message>
    <message>
        <source>What to do next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Go where it is done.</source>
        <translation>前往办理。</translation>
    </message>
    <message>
        <source>Amounts by system</source>
        <translation>各业务类型数额</translation>
    </message>
    <message>
        <source>What is due</source>
        <translation>到期事项</translation>
    </message>
    <message>
        <source>System whose years are shown.</source>
        <translation>显示哪类业务的历年数额。</translation>
    </message>
    <message>
        <source>System whose years are shown</source>
        <translation>显示历年数额的业务类型</translation>
    </message>
    <message>
        <source>In, out, frozen and available by year</source>
        <translation>历年入库、支出、冻结与可用</translation>
    </message>
    <message>
        <source>Number in the year</source>
        <translation>年内序号</translation>
    </message>
    <message>
        <source>Pack for the city…</source>
        <translation>打包报市…</translation>
    </message>
    <message>
        <source>Pack the chosen batch; the package is verified before it stands.</source>
        <translation>将所选批次打包；核验通过后才生成报送包。</translation>
    </message>
    <message>
        <source>Verify a package…</source>
        <translation>核验报送包…</translation>
    </message>
    <message>
        <source>Read a package again and compare everything in it.</source>
        <translation>重新读取报送包并逐项比对。</translation>
    </message>
    <message>
        <source>Compare versions…</source>
        <translation>比对版本…</translation>
    </message>
    <message>
        <source>What a new version changed since an earlier one.</source>
        <translation>新版本相对前一版本的变更。</translation>
    </message>
    <message>
        <source>Document no. of the return</source>
        <translation>退回文号</translation>
    </message>
    <message>
        <source>Number of the city’s document. Without it the reasons are put on file, and nothing is sent back.</source>
        <translation>市级文件的文号。不填写时只登记退回原因，不改变图斑状态。</translation>
    </message>
    <message>
        <source>Import a return…</source>
        <translation>导入退回单…</translation>
    </message>
    <message>
        <source>Take the city’s return slip into the pool: reasons on file, parcels sent back.</source>
        <translation>将市级退回单导入储备库：登记原因，图斑转为退回。</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>办理结果</translation>
    </message>
    <message>
        <source>Parcels of {system} aren&apos;t reconciled with a cropland survey.</source>
        <translation>{system}类地块不与耕地调查对账。</translation>
    </message>
    <message>
        <source>Choose CROP or INOUT; restored forest has its yearly review (JX-3.3.4).</source>
        <translation>请选择CROP或INOUT；恢复的林地按年度核查（JX-3.3.4）。</translation>
    </message>
    <message>
        <source>The parcel&apos;s shape was changed meanwhile.</source>
        <translation>地块图形在此期间有变动。</translation>
    </message>
    <message>
        <source>Reconcile again.</source>
        <translation>请重新对账。</translation>
    </message>
    <message>
        <source>The survey doesn&apos;t say of which year it is (SJNF).</source>
        <translation>调查成果没有注明年度（SJNF）。</translation>
    </message>
    <message>
        <source>{count} parcels aren&apos;t wholly covered by polygons of known classes; they stay as they are: {parcels}.</source>
        <translation>{count}个地块没有被已知地类的图斑完全覆盖，保持原样：{parcels}。</translation>
    </message>
    <message>
        <source>{count} parcels lost ground that is linked or used already; relink or release it: {parcels}.</source>
        <translation>{count}个地块灭失的部分已挂钩或已核销，请重新挂钩或解除：{parcels}。</translation>
    </message>
    <message>
        <source>Nothing of the parcel is credited: what was accepted, less ridges, is 0.</source>
        <translation>该图斑没有可入账的面积：验收面积扣除田坎后为0。</translation>
    </message>
    <message>
        <source>Look at the areas on its forms of acceptance and verification.</source>
        <translation>请核对验收表和数量审核意见中的面积。</translation>
    </message>
    <message>
        <source>The gap is {gap:.2f} m² and the net increase {net:.2f} m²; {fill:.2f} m² can't fill it.</source>
        <translation>缺口为{gap:.2f}平方米，净增加量为{net:.2f}平方米，不能用{fill:.2f}平方米弥补。</translation>
    </message>
    <message>
        <source>Fill at most the gap, and no more than the net increase.</source>
        <translation>弥补面积不要超过缺口，也不要超过净增加量。</translation>
    </message>
    <message>
        <source>A control scale isn&apos;t negative, and nobody splits his own among himself.</source>
        <translation>管控规模不能为负，也不能从自身的规模中分解。</translation>
    </message>
    <message>
        <source>Look at the area, and at both codes.</source>
        <translation>请核对面积和两个代码。</translation>
    </message>
    <message>
        <source>The scale of {parent} for {year} isn&apos;t on file.</source>
        <translation>{parent}{year}年的管控规模尚未登记。</translation>
    </message>
    <message>
        <source>Record the city&apos;s scale first, then what it gives its counties.</source>
        <translation>请先登记市级规模，再登记分解到县的规模。</translation>
    </message>
    <message>
        <source>The scales of the counties would add up to {parts:.2f} m², and {parent} has {whole:.2f} m².</source>
        <translation>各县规模合计将为{parts:.2f}平方米，而{parent}只有{whole:.2f}平方米。</translation>
    </message>
    <message>
        <source>Give a county less, or record a larger scale of the city first.</source>
        <translation>请减少县级规模，或先登记更大的市级规模。</translation>
    </message>
    <message>
        <source>Only a state that is pooled opens a lot.</source>
        <translation>只有入库状态才能形成指标批次。</translation>
    </message>
    <message>
        <source>In (mu)</source>
        <translation>收入（亩）</translation>
    </message>
    <message>
        <source>Out (mu)</source>
        <translation>支出（亩）</translation>
    </message>
    <message>
        <source>Balance (mu)</source>
        <translation>结余（亩）</translation>
    </message>
    <message>
        <source>For</source>
        <translation>用于</translation>
    </message>
    <message>
        <source>Zhanbu: ledger</source>
        <translation>占补：台账</translation>
    </message>
    <message>
        <source>{posting}, clause {clause}; lots: {lots}</source>
        <translation>{posting}，条款 {clause}；指标批次：{lots}</translation>
    </message>
    <message>
        <source>In {came}, out {went}, balance {left} on {day}; {count} postings.</source>
        <translation>收入 {came}，支出 {went}，{day} 结余 {left}；共 {count} 笔。</translation>
    </message>
    <message>
        <source>The newest {shown} are listed.</source>
        <translation>仅列出最近 {shown} 笔。</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>台账</translation>
    </message>
    <message>
        <source>The project {project} is in several systems.</source>
        <translation>项目 {project} 见于多个制度。</translation>
    </message>
    <message>
        <source>Name the system: {names}.</source>
        <translation>请指明制度：{names}。</translation>
    </message>
    <message>
        <source>The pool knows no project {project}.</source>
        <translation>储备库中没有项目 {project}。</translation>
    </message>
    <message>
        <source>Number of the project that takes the land, as it stands on its link sheet.</source>
        <translation>占用土地的项目编号，与挂钩确认单上的一致。</translation>
    </message>
    <message>
        <source>CROP, FOREST or INOUT. Empty: the one in which the project was linked.</source>
        <translation>CROP、FOREST 或 INOUT。留空：项目挂钩时所属的制度。</translation>
    </message>
    <message>
        <source>Only try</source>
        <translation>仅作测算</translation>
    </message>
    <message>
        <source>What if: everything is computed, and refused, as if it were done, but the pool stays as it is.</source>
        <translation>模拟测算：一切照常计算和把关，但储备库保持不变。</translation>
    </message>
    <message>
        <source>{done} is booked, but a file was not kept. {reason}</source>
        <translation>{done} 已记账，但有文件未能保存。{reason}</translation>
    </message>
    <message>
        <source>{indicator}: {usable:.2f} m² may be used on {day}; {available:.2f} m² are available in all.</source>
        <translation>{indicator}：{day} 可使用 {usable:.2f} ㎡；可用余额共 {available:.2f} ㎡。</translation>
    </message>
    <message>
        <source>Of it paddy (m²)</source>
        <translation>其中水田（㎡）</translation>
    </message>
    <message>
        <source>Paddy within the approved area. Empty: as much of the linked paddy as that area can hold.</source>
        <translation>批准面积中的水田。留空：在批准面积以内，尽量核销已挂钩的水田。</translation>
    </message>
    <message>
        <source>Name of the project.</source>
        <translation>项目的名称。</translation>
    </message>
    <message>
        <source>Area that the project takes and that is made up, in square metres.</source>
        <translation>项目占用并须补充的面积，平方米。</translation>
    </message>
    <message>
        <source>Paddy within that area; it is made up by paddy.</source>
        <translation>其中的水田面积，以水田补充。</translation>
    </message>
    <message>
        <source>Grade that has to be made up, 1 is the best. Empty: none is asked for.</source>
        <translation>须补足的质量等级，1 为最好。留空：不作要求。</translation>
    </message>
    <message>
        <source>Scheme of the grade</source>
        <translation>等级体系</translation>
    </message>
    <message>
        <source>By which scheme the grade counts. Grades of different schemes are never compared.</source>
        <translation>等级所属的体系。不同体系的等级不作比较。</translation>
    </message>
    <message>
        <source>NATIONAL, PROVINCE, CITY or COUNTY.</source>
        <translation>NATIONAL（国家级）、PROVINCE（省级）、CITY（市级）或 COUNTY（县级）。</translation>
    </message>
    <message>
        <source>Id of the matter (OCCUPATION) that was opened for the project, if there is one.</source>
        <translation>为该项目立的事项（OCCUPATION）编号，如有。</translation>
    </message>
    <message>
        <source>Document that allows it in debt</source>
        <translation>欠账时准予挂钩的文号</translation>
    </message>
    <message>
        <source>While the pool owes an amount, nothing is linked but by a document; its number.</source>
        <translation>储备库有欠账时，须有文件才能挂钩；填写其文号。</translation>
    </message>
    <message>
        <source>Link a project</source>
        <translation>项目挂钩</translation>
    </message>
    <message>
        <source>Links a project that takes land to lots of the pool, first in, first out: lots of the former pool before all others, then in the order of admission; the last lot is split. Paddy is made up by paddy. The link sheet (挂钩确认单) goes with the project's application. Nothing is linked where the amount, the grade or the day doesn't allow it; the message says what is missing.</source>
        <translation>把占用土地的项目与库中指标挂钩，先进先出：原库存指标优先，其余按入库次序，最后一笔可拆分。占用水田的以水田补充。挂钩确认单随项目报批。数量、等级或日期不符的，不予挂钩，并说明欠缺什么。</translation>
    </message>
    <message>
        <source>Sheet to print and sign; it can be printed again at any time, to the same byte.</source>
        <translation>供打印签字的确认单；以后可随时重印，内容逐字节相同。</translation>
    </message>
    <message>
        <source>Allocation</source>
        <translation>指标分配</translation>
    </message>
    <message>
        <source>Table with a row for each lot that the project takes from.</source>
        <translation>项目所用的每笔指标一行。</translation>
    </message>
    <message>
        <source>Number of the sheet</source>
        <translation>确认单编号</translation>
    </message>
    <message>
        <source>Available afterwards (m²)</source>
        <translation>其后可用（㎡）</translation>
    </message>
    <message>
        <source>This was a trial: nothing was linked.</source>
        <translation>这是模拟测算：没有挂钩。</translation>
    </message>
    <message>
        <source>Linked as {number}.</source>
        <translation>已挂钩，编号 {number}。</translation>
    </message>
    <message>
        <source>Print a link sheet again</source>
        <translation>重印挂钩确认单</translation>
    </message>
    <message>
        <source>Prints the link sheet (挂钩确认单) of a project from the ledger, to the same byte as when it was linked, whatever was booked since. So a sheet that was handed in can be compared with the pool. The pool is only read.</source>
        <translation>依据台账重印项目的挂钩确认单，与挂钩时逐字节相同，不论此后又记了什么账。这样可将报上来的确认单与储备库核对。只读取储备库。</translation>
    </message>
    <message>
        <source>Which link, where a project was linked several times. Empty: the last one.</source>
        <translation>项目挂钩多次时，指明哪一次。留空：最近一次。</translation>
    </message>
    <message>
        <source>Sheet to print and sign.</source>
        <translation>供打印签字的确认单。</translation>
    </message>
    <message>
        <source>Reconcile with the newest survey</source>
        <translation>与最新调查对账</translation>
    </message>
    <message>
        <source>The newest survey with class codes in DLBM and its year in SJNF; of several years the latest counts.</source>
        <translation>最新调查，地类编码在DLBM，年度在SJNF；有多个年度时取最新年度。</translation>
    </message>
    <message>
        <source>Office that decided it; the county records it.</source>
        <translation>作出决定的单位；县级只作登记。</translation>
    </message>
    <message>
        <source>Amounts of this year and before go on to the next. Empty: the survey&apos;s year.</source>
        <translation>该年度及以前的指标结转到下一年。留空：取调查的年度。</translation>
    </message>
    <message>
        <source>Trial run</source>
        <translation>试算</translation>
    </message>
    <message>
        <source>Tells what would be cut and carried, and writes nothing to the pool; needs no document.</source>
        <translation>只告知将核减和结转多少，不写入储备库；不需要文号。</translation>
    </message>
    <message>
        <source>Every parcel with what the survey shows of it, what was cut and what goes on.</source>
        <translation>每个地块，列出调查显示的情况、核减和结转的面积。</translation>
    </message>
    <message>
        <source>Cut (m²)</source>
        <translation>核减（平方米）</translation>
    </message>
    <message>
        <source>Goes on (m²)</source>
        <translation>结转（平方米）</translation>
    </message>
    <message>
        <source>Parcels reconciled</source>
        <translation>对账地块数</translation>
    </message>
    <message>
        <source>Parcels that lost ground</source>
        <translation>有灭失的地块数</translation>
    </message>
    <message>
        <source>Parcels of which the survey doesn&apos;t tell all</source>
        <translation>调查未完全覆盖的地块数</translation>
    </message>
    <message>
        <source>SURVEY: choose the survey&apos;s polygons (DLTB).</source>
        <translation>SURVEY：请选择调查图斑（DLTB）。</translation>
    </message>
    <message>
        <source>This was a trial run: nothing was written to the pool.</source>
        <translation>这是试算：没有写入储备库。</translation>
    </message>
    <message>
        <source>What goes on stands in the year {year}.</source>
        <translation>结转后归入{year}年。</translation>
    </message>
    <message>
        <source>{count} parcels: {cut:.2f} m² cut, {rest:.2f} m² go on.</source>
        <translation>{count}个地块：核减{cut:.2f}平方米，结转{rest:.2f}平方米。</translation>
    </message>
    <message>
        <source>Release a link</source>
        <translation>解除挂钩</translation>
    </message>
    <message>
        <source>When a project is withdrawn or refused, gives all that is still linked to it back to the lots that it came from. They keep their places in the queue, so the next project takes them as if nothing had happened. What was written off stays so.</source>
        <translation>项目撤回或未获批准时，把尚挂钩的全部退回原指标。指标保持原来的次序，下一个项目照常使用。已核销的不变。</translation>
    </message>
    <message>
        <source>Released (m²)</source>
        <translation>解挂（㎡）</translation>
    </message>
    <message>
        <source>Numbers of the postings</source>
        <translation>分录编号</translation>
    </message>
    <message>
        <source>This was a trial: nothing was released.</source>
        <translation>这是模拟测算：没有解挂。</translation>
    </message>
    <message>
        <source>Write off a link</source>
        <translation>核销</translation>
    </message>
    <message>
        <source>After the approval of a project, writes off what was approved of the lots linked to it, oldest lots first, and releases the rest to the lots that it came from, where it keeps its place in the queue. More than is linked, or without a link, is refused.</source>
        <translation>项目获批后，在已挂钩的指标中核销批准的面积，先核销最早的；其余退回原指标，保持原来的次序。超过挂钩面积或没有挂钩的，不予核销。</translation>
    </message>
    <message>
        <source>Area that was approved, in square metres; what is linked beyond it is released.</source>
        <translation>批准的面积，平方米；超出部分的挂钩予以解除。</translation>
    </message>
    <message>
        <source>Written off (m²)</source>
        <translation>核销（㎡）</translation>
    </message>
    <message>
        <source>This was a trial: nothing was written off.</source>
        <translation>这是模拟测算：没有核销。</translation>
    </message>
    <message>
        <source>Link sheet (trial, proves nothing)</source>
        <translation>挂钩确认单（模拟测算，不作凭证）</translation>
    </message>
    <message>
        <source>fifteen grades</source>
        <translation>十五等</translation>
    </message>
    <message>
        <source>five grades of forest land</source>
        <translation>林地五级</translation>
    </message>
    <message>
        <source>System of the account</source>
        <translation>账户所属业务类型</translation>
    </message>
    <message>
        <source>What is counted: all land, or the paddy within it</source>
        <translation>统计口径：全部面积，或其中水田</translation>
    </message>
    <message>
        <source>Which account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Postings of the account</source>
        <translation>账户流水</translation>
    </message>
    <message>
        <source>Deduct an amount</source>
        <translation>扣减指标</translation>
    </message>
    <message>
        <source>Cuts an amount by a document: what a review found lost or degraded (JX-3.3.4), what stayed unresolved (HB-27), a promise that wasn&apos;t kept (SC-3(10)a). Of a parcel, its own lots are cut first, and never more than it was credited with. What isn&apos;t available is owed and settled first from whatever comes in next; the account never falls below nothing, and what is linked or frozen stays.</source>
        <translation>依据文件扣减指标：核查发现灭失、退化的（JX-3.3.4），整改不到位的（HB-27），承诺未兑现的（SC-3(十)a）。指定图斑时先扣该图斑的批次，且不超过其入账面积。可用不足的部分记为欠账，由以后入账的指标优先抵扣；账户不会为负，已挂钩和已冻结的不动。</translation>
    </message>
    <message>
        <source>Area affected, in square metres. Empty with a parcel: all that it was credited with.</source>
        <translation>受影响面积，平方米。填写图斑而留空时，为该图斑的全部入账面积。</translation>
    </message>
    <message>
        <source>Id from the column parcel_uid, where a parcel is the cause, for example 139901-CROP-000001.</source>
        <translation>因某一图斑而扣减时，填写parcel_uid列中的编号，例如139901-CROP-000001。</translation>
    </message>
    <message>
        <source>Why, in a word of the rules or in your own: {names}.</source>
        <translation>扣减原因，可用规则中的代码，也可自行填写：{names}。</translation>
    </message>
    <message>
        <source>Deducted (m²)</source>
        <translation>已扣减（平方米）</translation>
    </message>
    <message>
        <source>Owed afterwards (m²)</source>
        <translation>此后欠账（平方米）</translation>
    </message>
    <message>
        <source>Number of the posting</source>
        <translation>记账编号</translation>
    </message>
    <message>
        <source>{area:.2f} m² weren't available and are owed; whatever comes in next settles them first.</source>
        <translation>{area:.2f}平方米无可用指标，记为欠账，由以后入账的指标优先抵扣。</translation>
    </message>
    <message>
        <source>End a freeze</source>
        <translation>结束冻结</translation>
    </message>
    <message>
        <source>Ends a freeze, or a part of it, by a document: lifted once it is rectified, used directly where the procedure was completed and the rules allow it, or deducted once the due day is over. A lift frees what nobody covered, then the city&apos;s part, then the county&apos;s; a deduction takes the county&apos;s first, then the city&apos;s, and what nobody covered becomes a debt. The parts that end never exceed the freeze.</source>
        <translation>依据文件结束全部或部分冻结：整改到位的解除，依法补办手续且规则允许的直接使用，期限届满未整改的扣减。解除时先解除未落实的部分，再市级，最后县级；扣减时先扣县级，再扣市级，未落实的部分记为欠账。各次结束的面积合计不超过冻结面积。</translation>
    </message>
    <message>
        <source>Number of the freeze</source>
        <translation>冻结编号</translation>
    </message>
    <message>
        <source>Number that “Freeze an amount” gave, for example 130681-CROP-F000001.</source>
        <translation>“冻结指标”给出的编号，例如130681-CROP-F000001。</translation>
    </message>
    <message>
        <source>How it ends</source>
        <translation>结束方式</translation>
    </message>
    <message>
        <source>LIFT: free again. CONVERT: used for the project itself. DEDUCT: taken away.</source>
        <translation>LIFT：解除冻结。CONVERT：直接用于该项目。DEDUCT：扣减。</translation>
    </message>
    <message>
        <source>How much of it ends, in square metres. Empty: all that is left.</source>
        <translation>本次结束的面积，平方米。留空为全部剩余。</translation>
    </message>
    <message>
        <source>Rectified on (ISO date)</source>
        <translation>整改完成日期（ISO格式）</translation>
    </message>
    <message>
        <source>Still frozen (m²)</source>
        <translation>仍冻结（平方米）</translation>
    </message>
    <message>
        <source>{area:.2f} m² of it are the city's and booked in its own ledger.</source>
        <translation>其中{area:.2f}平方米属市级，由市级台账记账。</translation>
    </message>
    <message>
        <source>Freeze an amount</source>
        <translation>冻结指标</translation>
    </message>
    <message>
        <source>Records that city or province freezes an amount: for illegal occupation (HB-22, SC-4(13)a), or because a year&apos;s cropland in and out didn&apos;t balance (SC-4(13)b). The county&apos;s available amount is frozen first, then the city&apos;s where the rules say so; what neither has stays uncovered. No parcel is marked and no lot loses its place: the account has that much less to link.</source>
        <translation>登记市级、省级对指标的冻结：违法占用的（HB-22、SC-4(十三)a），未完成年度进出平衡的（SC-4(十三)b）。先冻结县级可用指标，规则规定的再冻结市级，仍不足的为未落实。冻结只记数量，不标记图斑，批次顺序不变，账户可挂钩的数量相应减少。</translation>
    </message>
    <message>
        <source>ILLEGAL: illegal occupation. INOUT_SHORTFALL: the year&apos;s balance of cropland in and out was missed.</source>
        <translation>ILLEGAL：违法占用。INOUT_SHORTFALL：未完成年度进出平衡。</translation>
    </message>
    <message>
        <source>Area to be frozen in all, in square metres.</source>
        <translation>应冻结的总面积，平方米。</translation>
    </message>
    <message>
        <source>Available at the city (m²)</source>
        <translation>市级可用（平方米）</translation>
    </message>
    <message>
        <source>What the city says it has. It counts only where the rules let the city answer for its counties.</source>
        <translation>市级告知的可用指标；仅在规则规定市级承担时计入。</translation>
    </message>
    <message>
        <source>Day by which it is to be rectified, for example 2026-06-30. A shortfall needs one.</source>
        <translation>整改期限，例如2026-06-30；未完成进出平衡的必须填写。</translation>
    </message>
    <message>
        <source>Due (ISO date)</source>
        <translation>整改期限（ISO格式）</translation>
    </message>
    <message>
        <source>Frozen at the county (m²)</source>
        <translation>县级冻结（平方米）</translation>
    </message>
    <message>
        <source>Frozen at the city (m²)</source>
        <translation>市级冻结（平方米）</translation>
    </message>
    <message>
        <source>Uncovered (m²)</source>
        <translation>未落实（平方米）</translation>
    </message>
    <message>
        <source>{area:.2f} m² are covered by nobody.</source>
        <translation>{area:.2f}平方米未落实。</translation>
    </message>
    <message>
        <source>Paddy within the area, in square metres.</source>
        <translation>面积中的水田，平方米。</translation>
    </message>
    <message>
        <source>Split the quota of a round</source>
        <translation>定额500亩分配</translation>
    </message>
    <message>
        <source>Splits the area that a round of Jiangxi admits: up to 500 mu go to the county, the rest is held by the province (JX-3.3.3a). It counts in whole hundredths of a square metre: of 333 333.34 m² the county gets 333 333.33 m², and both parts always add up to the area. Nothing is booked.</source>
        <translation>分配江西一轮新入库面积：500亩以内下达本县，其余由省统筹（JX-3.3.3a）。按0.01平方米整数计算：333 333.34平方米中本县为333 333.33平方米，两部分之和恒等于总面积。只计算，不记账。</translation>
    </message>
    <message>
        <source>Area newly admitted in the round, in square metres.</source>
        <translation>本轮新入库面积，平方米。</translation>
    </message>
    <message>
        <source>Cap (mu)</source>
        <translation>限额（亩）</translation>
    </message>
    <message>
        <source>How much of it goes to the county, in mu (亩).</source>
        <translation>下达本县的限额，亩。</translation>
    </message>
    <message>
        <source>For the county (m²)</source>
        <translation>本县（平方米）</translation>
    </message>
    <message>
        <source>Held by the province (m²)</source>
        <translation>省级统筹（平方米）</translation>
    </message>
    <message>
        <source>{county} mu for the county, {province} mu for the province.</source>
        <translation>本县{county}亩，省级统筹{province}亩。</translation>
    </message>
    <message>
        <source>Lot</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Taken (mu)</source>
        <translation>挂钩面积（亩）</translation>
    </message>
    <message>
        <source>Of it paddy (mu)</source>
        <translation>其中水田（亩）</translation>
    </message>
    <message>
        <source>No grade is asked for</source>
        <translation>不要求质量等级</translation>
    </message>
    <message>
        <source>Zhanbu: link</source>
        <translation>占补：挂钩</translation>
    </message>
    <message>
        <source>Linked as {number}; {left} are left.</source>
        <translation>已挂钩，编号 {number}；结余 {left}。</translation>
    </message>
    <message>
        <source>The sheet can&apos;t be written ({reason}).</source>
        <translation>无法写入确认单（{reason}）。</translation>
    </message>
    <message>
        <source>Choose a folder where you may write; nothing was linked.</source>
        <translation>请选择有写入权限的文件夹；未挂钩。</translation>
    </message>
    <message>
        <source>Available before {before}, afterwards {after}; frozen {frozen}.</source>
        <translation>挂钩前可用 {before}，挂钩后可用 {after}；已冻结 {frozen}。</translation>
    </message>
    <message>
        <source>Paddy before {before}, afterwards {after}.</source>
        <translation>水田：挂钩前 {before}，挂钩后 {after}。</translation>
    </message>
    <message>
        <source>Close a year</source>
        <translation>年度结转</translation>
    </message>
    <message>
        <source>Closes a year of the ledger on a day after its end. Extra quota of Jiangxi that wasn&apos;t used by the end of the pilot is void, also where it is linked to a project that wasn&apos;t approved in time (JX-3.3.3c); cropland indicators carry over to the next year (HB-28). A year is closed once. Yearly reviews that are missing are named, and so are lots of the year that no survey was held against yet: reconcile with the newest survey first.</source>
        <translation>在年度结束后结转台账。江西新增定额到试点结束未使用的作废，已挂钩但未按时批准的同样作废（JX-3.3.3c）；耕地指标结转下一年度（HB-28）。每个年度只结转一次。未完成的年度核查逐一列出，当年入库而尚未与变更调查核对的批次也列出，应先与最新变更调查核对。</translation>
    </message>
    <message>
        <source>Year that is closed.</source>
        <translation>结转的年度。</translation>
    </message>
    <message>
        <source>Office that closes it. Empty: the county&apos;s office for this system.</source>
        <translation>办理结转的部门；留空为县级主管部门。</translation>
    </message>
    <message>
        <source>Void (m²)</source>
        <translation>作废（平方米）</translation>
    </message>
    <message>
        <source>Carried over (m²)</source>
        <translation>结转（平方米）</translation>
    </message>
    <message>
        <source>Missing reviews</source>
        <translation>未完成的核查</translation>
    </message>
    <message>
        <source>{count} reviews of {year} are missing ({clause}): {names}</source>
        <translation>{year}年度有{count}项核查未完成（{clause}）：{names}</translation>
    </message>
    <message>
        <source>No survey was held yet against {count} lots that came in in {year}: {names}</source>
        <translation>{year}年入库的{count}个批次尚未与变更调查核对：{names}</translation>
    </message>
    <message>
        <source>Grand account of a year</source>
        <translation>年度算大账</translation>
    </message>
    <message>
        <source>Puts all cropland that was used in a year against all that was made up (HB-6): area, paddy, and the average grade by area of either side (HB-10). The pool tells what was written off and admitted, and what is on file of its grand account; a table adds what goes another way, such as trees or rural housing. It is told and blocks nothing: GAPS names where less was made up than used. There is no average where some of the ground has no grade, and none is compared with one of another scheme.</source>
        <translation>把一年内占用的全部耕地与补充的全部耕地算总账（HB-6）：面积、水田，以及双方按面积加权的平均等级（HB-10）。储备库提供已核销和已入库的数量，以及大账事项下登记的明细；表格补充其他途径的，例如造林、农村建房。只作提示，不作限制：GAPS列出补充少于占用的方面。有的耕地没有等级时没有平均等级，不同体系的等级不作比较。</translation>
    </message>
    <message>
        <source>Calendar year of the account.</source>
        <translation>大账的公历年度。</translation>
    </message>
    <message>
        <source>Pool whose ledger and records are taken. Empty: the table alone.</source>
        <translation>取其台账和登记明细的储备库。留空：只用表格。</translation>
    </message>
    <message>
        <source>Other items</source>
        <translation>其他明细</translation>
    </message>
    <message>
        <source>Table with item, side (USED or SUPPLIED), area_m2, paddy_m2, grade and scheme; Chinese names do as well.</source>
        <translation>含item、side（USED占用或SUPPLIED补充）、area_m2、paddy_m2、grade和scheme的表格；也可用中文列名。</translation>
    </message>
    <message>
        <source>A row for each item, then the sum of each side and the balance.</source>
        <translation>每项一行，然后是双方合计和差额。</translation>
    </message>
    <message>
        <source>Used (m²)</source>
        <translation>占用（平方米）</translation>
    </message>
    <message>
        <source>Made up (m²)</source>
        <translation>补充（平方米）</translation>
    </message>
    <message>
        <source>Balance of area (m²)</source>
        <translation>面积差额（平方米）</translation>
    </message>
    <message>
        <source>Balance of paddy (m²)</source>
        <translation>水田差额（平方米）</translation>
    </message>
    <message>
        <source>Average grade of what was used</source>
        <translation>占用平均等级</translation>
    </message>
    <message>
        <source>Average grade of what was made up</source>
        <translation>补充平均等级</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>缺口</translation>
    </message>
    <message>
        <source>POOL: give a pool, or a table of items.</source>
        <translation>POOL：请给出储备库或明细表格。</translation>
    </message>
    <message>
        <source>Made up less used</source>
        <translation>补充减占用</translation>
    </message>
    <message>
        <source>Nothing was used or made up in {year}.</source>
        <translation>{year}年没有占用也没有补充。</translation>
    </message>
    <message>
        <source>Less cropland was made up than used.</source>
        <translation>补充耕地少于占用耕地。</translation>
    </message>
    <message>
        <source>Less paddy was made up than used.</source>
        <translation>补充水田少于占用水田。</translation>
    </message>
    <message>
        <source>What was made up is of worse grade than what was used.</source>
        <translation>补充耕地的等级低于占用耕地。</translation>
    </message>
    <message>
        <source>Lists what the pool holds on a day, computed from its history: stock by state and year of entry, the accounts of the ledger by bucket and year, and what may be spent. Only land that has become an indicator may be spent, once its first day has come and as far as nothing is frozen.</source>
        <translation>列出某日储备库的库存，由历史记录算得：按状态和入库年份的在途地块、按科目和年份的台账余额，以及可用指标。只有已形成指标、到了使用期且未被冻结的，才可使用。</translation>
    </message>
    <message>
        <source>Table of account, bucket, year and area. STOCK: parcels on their way, by state. AREA and PADDY: the county&apos;s accounts; those of another holder have its code added.</source>
        <translation>账户、科目、年份和面积的表。STOCK：按状态的在途地块；AREA、PADDY：本县的账户，其他持有者的账户后附其代码。</translation>
    </message>
    <message>
        <source>Chart of the years</source>
        <translation>年度收支图</translation>
    </message>
    <message>
        <source>Picture of what came in, went out, is frozen and available, year by year, up to that day.</source>
        <translation>截至该日，逐年收入、支出、冻结和可用的图。</translation>
    </message>
    <message>
        <source>Not usable on that day (m²)</source>
        <translation>该日不能使用（㎡）</translation>
    </message>
    <message>
        <source>Frozen (m²)</source>
        <translation>冻结（㎡）</translation>
    </message>
    <message>
        <source>{county} · {system}</source>
        <translation>{county} · {system}</translation>
    </message>
    <message>
        <source>Record a control scale</source>
        <translation>登记管控规模</translation>
    </message>
    <message>
        <source>Records the control scale of a city for a year, or the share that it gives a county; the shares are no more than the city&apos;s own (HB-12b). Of a net increase, what fills the gap to the protection target is left out (HB-14). Lots of the year that stand above the scale are cut, the newest first, as far as they are still available (HB-19).</source>
        <translation>登记市级年度管控规模，或市级分解到县的规模；分解合计不超过市级规模（HB-12b）。由净增加量计算时，扣除用于弥补保护目标缺口的部分（HB-14）。当年入库超出规模的批次从最新的起核减，以尚可用的为限（HB-19）。</translation>
    </message>
    <message>
        <source>Six digits of the city (…00) or county whose scale it is. Empty means the pool's county.</source>
        <translation>规模所属的市（以00结尾）或县的六位代码；留空为本县。</translation>
    </message>
    <message>
        <source>Out of the scale of</source>
        <translation>分解自</translation>
    </message>
    <message>
        <source>Six digits of the city whose scale is split. Empty for a scale that the province gave.</source>
        <translation>被分解规模的市级六位代码；省级下达的规模留空。</translation>
    </message>
    <message>
        <source>The scale, in square metres. Empty: net increase less what fills the gap.</source>
        <translation>管控规模，平方米；留空时为净增加量减去弥补缺口的部分。</translation>
    </message>
    <message>
        <source>Control scale (m²)</source>
        <translation>管控规模（平方米）</translation>
    </message>
    <message>
        <source>Net increase of stable cropland, as the province issued it, in square metres.</source>
        <translation>省级下达的稳定利用耕地净增加量，平方米。</translation>
    </message>
    <message>
        <source>Net increase (m²)</source>
        <translation>净增加量（平方米）</translation>
    </message>
    <message>
        <source>Gap (m²)</source>
        <translation>缺口（平方米）</translation>
    </message>
    <message>
        <source>Gap to the former protection target, in square metres.</source>
        <translation>与原耕地保护目标的缺口，平方米。</translation>
    </message>
    <message>
        <source>How much of the net increase fills the gap, in square metres.</source>
        <translation>净增加量中用于弥补缺口的面积，平方米。</translation>
    </message>
    <message>
        <source>Fills the gap (m²)</source>
        <translation>弥补缺口（平方米）</translation>
    </message>
    <message>
        <source>Number of the record</source>
        <translation>登记编号</translation>
    </message>
    <message>
        <source>Above the scale (m²)</source>
        <translation>超出规模（平方米）</translation>
    </message>
    <message>
        <source>Either the scale is given, or the net increase that it follows from.</source>
        <translation>管控规模与净增加量应填写其中一项。</translation>
    </message>
    <message>
        <source>Give CAP_M2, or NET_M2 with what fills the gap.</source>
        <translation>请填写CAP_M2，或填写NET_M2及弥补缺口的面积。</translation>
    </message>
    <message>
        <source>{area:.2f} m² above the scale are linked, used or frozen and were not cut.</source>
        <translation>超出规模的{area:.2f}平方米已挂钩、核销或冻结，未核减。</translation>
    </message>
    <message>
        <source>Take over the former pool</source>
        <translation>承接原储备库</translation>
    </message>
    <message>
        <source>Records by a document what the former pool left, as a lot that is used before all others (HB-20a), or what it owed, which is settled first from whatever comes in (HB-20b). Run it once for each lot, in the order in which they are to be used.</source>
        <translation>依据文件登记原储备库的剩余指标，作为最先使用的批次（HB-20a）；原库为负的登记为欠账，由以后入账的指标优先抵扣（HB-20b）。每个批次办理一次，先办理的先使用。</translation>
    </message>
    <message>
        <source>What is left, in square metres. Empty where the former pool left nothing.</source>
        <translation>剩余面积，平方米；没有剩余的留空。</translation>
    </message>
    <message>
        <source>Mean grade of what is left, if it is known; 1 is the best.</source>
        <translation>剩余指标的平均质量等级（已知时填写），1为最好。</translation>
    </message>
    <message>
        <source>By which scheme the grade counts: GBT33469_10 or DB15.</source>
        <translation>等级体系：GBT33469_10或DB15。</translation>
    </message>
    <message>
        <source>What people call the lot.</source>
        <translation>批次名称。</translation>
    </message>
    <message>
        <source>What the former pool owed, in square metres, as a positive number.</source>
        <translation>原储备库的欠账面积，平方米，填正数。</translation>
    </message>
    <message>
        <source>Owed (m²)</source>
        <translation>欠账（平方米）</translation>
    </message>
    <message>
        <source>Transfer an amount</source>
        <translation>指标调剂</translation>
    </message>
    <message>
        <source>Records a transfer that city or province decided: out of this pool, into it, or from the province&apos;s part to the county. Only governments take part (HB-24). Between cities it is for major projects of the province and above; for any other give the approval that is on file (HB-23). The oldest lots go first, and what comes in stands last in the queue, with its own days and grade.</source>
        <translation>登记市级、省级决定的调剂：调出、调入，或由省级统筹部分下达到县。调剂主体只能是政府（HB-24）。跨市调剂用于省级以上重大项目，其他用途须填写已登记的批准文件（HB-23）。调出时先入库的先调出；调入的排在队尾，日期和等级随原批次。</translation>
    </message>
    <message>
        <source>From</source>
        <translation>调出方</translation>
    </message>
    <message>
        <source>Six digits of the county, city (…00) or province (…0000) that hands over.</source>
        <translation>调出的县、市（以00结尾）或省（以0000结尾）的六位代码。</translation>
    </message>
    <message>
        <source>Six digits of the one that receives.</source>
        <translation>调入方的六位代码。</translation>
    </message>
    <message>
        <source>To</source>
        <translation>调入方</translation>
    </message>
    <message>
        <source>Party</source>
        <translation>调剂主体</translation>
    </message>
    <message>
        <source>Who takes part; one of {names}.</source>
        <translation>参与调剂的主体，为下列之一：{names}。</translation>
    </message>
    <message>
        <source>What it is for: a project of the level {names}.</source>
        <translation>用途项目的级别：{names}。</translation>
    </message>
    <message>
        <source>Area handed over, in square metres.</source>
        <translation>调剂面积，平方米。</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>批准文件</translation>
    </message>
    <message>
        <source>Id of the evidence on file that admits a project of a lower level.</source>
        <translation>允许用于较低级别项目的佐证材料编号。</translation>
    </message>
    <message>
        <source>Grade of what comes in from another pool, as its papers say; 1 is the best.</source>
        <translation>由其他储备库调入的指标的质量等级，以其材料为准，1为最好。</translation>
    </message>
    <message>
        <source>Link a project…</source>
        <translation>挂钩项目…</translation>
    </message>
    <message>
        <source>Take land from the pool for a project; what would be left is shown first.</source>
        <translation>从储备库为项目挂钩指标；先显示挂钩后的结余。</translation>
    </message>
    <message>
        <source>Number of the project, as it stands on its application.</source>
        <translation>项目编号，按报批材料填写。</translation>
    </message>
    <message>
        <source>Name of the project that takes the land.</source>
        <translation>占用土地的项目名称。</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Level of the project.</source>
        <translation>项目级别。</translation>
    </message>
    <message>
        <source>Area that the project takes and that is made up.</source>
        <translation>项目占用并需补充的面积。</translation>
    </message>
    <message>
        <source>Unit of both areas.</source>
        <translation>两项面积的单位。</translation>
    </message>
    <message>
        <source>Unit of both areas</source>
        <translation>两项面积的单位</translation>
    </message>
    <message>
        <source>Grade asked for</source>
        <translation>要求的质量等级</translation>
    </message>
    <message>
        <source>By which scheme the grade counts; schemes are never compared.</source>
        <translation>质量等级所依据的体系；不同体系不作比较。</translation>
    </message>
    <message>
        <source>Grade that has to be made up; 1 is the best.</source>
        <translation>须补充的质量等级；1 等最好。</translation>
    </message>
    <message>
        <source>Grade that has to be made up</source>
        <translation>须补充的质量等级</translation>
    </message>
    <message>
        <source>Day of the link; not before the last booking.</source>
        <translation>挂钩日期；不得早于最近一笔记账。</translation>
    </message>
    <message>
        <source>Number of the document by which it is linked.</source>
        <translation>挂钩依据的文号。</translation>
    </message>
    <message>
        <source>Link sheet (PDF)</source>
        <translation>挂钩确认单（PDF）</translation>
    </message>
    <message>
        <source>“Try” shows which lots would be taken and what would be left; nothing is booked by it.</source>
        <translation>“试算”显示将使用哪些指标、结余多少；不记账。</translation>
    </message>
    <message>
        <source>Lots that are taken</source>
        <translation>使用的指标</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>试算</translation>
    </message>
    <message>
        <source>Show what it would come to; nothing is booked.</source>
        <translation>显示结果，不记账。</translation>
    </message>
    <message>
        <source>Book it and write the sheet.</source>
        <translation>记账并生成确认单。</translation>
    </message>
    <message>
        <source>Close without linking.</source>
        <translation>关闭，不挂钩。</translation>
    </message>
    <message>
        <source>Yearly reviews and proposed cuts</source>
        <translation>年度核查与核减建议</translation>
    </message>
    <message>
        <source>Lists the reviews, patrols and tending of a year that are done, due or overdue for the parcels of a pool (JX-3.3.4, HB-25/26, HB-27), problems that weren&apos;t put right by their day, and projects that lie idle for two years (JX-4.3a). PROPOSALS lists what should be cut for lost or neglected ground and for problems past due: what the area costs by the rules, less what was cut for it since, and how much of that isn&apos;t there and will be owed. Nothing is posted: a cut is decided on a document, and posted by the algorithm deduct.</source>
        <translation>列出储备库地块一年内已完成、待完成或逾期的核查、巡查和管护（JX-3.3.4、HB-25/26、HB-27），到期未整改的问题，以及闲置满两年的项目（JX-4.3a）。PROPOSALS列出灭失、管护不到位和逾期未整改的应核减数量：按规则折算的面积减去此后已核减的，以及其中账上不足、将形成欠账的部分。本算法不记账：核减须依据文件决定，由deduct算法记账。</translation>
    </message>
    <message>
        <source>Calendar year of the reviews.</source>
        <translation>核查的公历年度。</translation>
    </message>
    <message>
        <source>Reviews</source>
        <translation>核查</translation>
    </message>
    <message>
        <source>A row for each review, problem and project, the earliest due day first.</source>
        <translation>每项核查、问题和项目一行，到期日早的在前。</translation>
    </message>
    <message>
        <source>Proposed cuts</source>
        <translation>核减建议</translation>
    </message>
    <message>
        <source>A row for each cut that should be decided.</source>
        <translation>每项应决定的核减一行。</translation>
    </message>
    <message>
        <source>Reviews done</source>
        <translation>已完成核查</translation>
    </message>
    <message>
        <source>Reviews still due</source>
        <translation>待完成核查</translation>
    </message>
    <message>
        <source>Reviews overdue</source>
        <translation>逾期核查</translation>
    </message>
    <message>
        <source>Problems past due</source>
        <translation>逾期问题</translation>
    </message>
    <message>
        <source>Idle projects</source>
        <translation>闲置项目</translation>
    </message>
    <message>
        <source>Proposed cuts (m²)</source>
        <translation>建议核减（平方米）</translation>
    </message>
    <message>
        <source>Of it not there (m²)</source>
        <translation>其中账上不足（平方米）</translation>
    </message>
    <message>
        <source>Reviews by {rules}</source>
        <translation>按{rules}核查</translation>
    </message>
    <message>
        <source>{count} cuts are to be decided.</source>
        <translation>有{count}项核减待决定。</translation>
    </message>
    <message>
        <source>square metres, such as 10500.25</source>
        <translation>平方米，例如 10500.25</translation>
    </message>
    <message>
        <source>such as 0.6 or 60%</source>
        <translation>例如 0.6 或 60%</translation>
    </message>
    <message>
        <source>1 is the best</source>
        <translation>1 等最好</translation>
    </message>
    <message>
        <source>such as 2025</source>
        <translation>例如 2025</translation>
    </message>
    <message>
        <source>whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>Say who answered.</source>
        <translation>请填写填报人。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>such as 2026-05-31</source>
        <translation>例如 2026-05-31</translation>
    </message>
    <message>
        <source>Put papers on file</source>
        <translation>归档材料</translation>
    </message>
    <message>
        <source>Scans and photos; each is copied beside the pool and hashed.</source>
        <translation>扫描件和照片；逐个复制到储备库旁并计算校验值。</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Put on file</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>Choose the files.</source>
        <translation>请选择文件。</translation>
    </message>
    <message>
        <source>{batch}: {state} ({count})</source>
        <translation>{batch}：{state}（{count}）</translation>
    </message>
    <message>
        <source>Zhanbu: what is missing</source>
        <translation>占补：查缺项</translation>
    </message>
    <message>
        <source>Zhanbu: step</source>
        <translation>占补：办理</translation>
    </message>
    <message>
        <source>Zhanbu: papers</source>
        <translation>占补：归档</translation>
    </message>
    <message>
        <source>{count} files</source>
        <translation>{count} 个文件</translation>
    </message>
    <message>
        <source>Zhanbu: form</source>
        <translation>占补：表单</translation>
    </message>
    <message>
        <source>The pool holds no parcel yet.</source>
        <translation>储备库中尚无地块。</translation>
    </message>
    <message>
        <source>Clause {clause}.</source>
        <translation>条款 {clause}。</translation>
    </message>
    <message>
        <source>It is decided elsewhere and recorded here: the document&apos;s number is needed.</source>
        <translation>由上级或其他部门决定，此处只作登记：须填写文号。</translation>
    </message>
    <message>
        <source>“{text}” is no address of a pool on a database server.</source>
        <translation>“{text}”不是数据库服务器上储备库的地址。</translation>
    </message>
    <message>
        <source>Write it as pg:CONNECTION/SCHEMA, with the name of a connection in QGIS.</source>
        <translation>应写为 pg:连接名/模式名，连接名为 QGIS 中的连接。</translation>
    </message>
    <message>
        <source>Path of the new file, ending in .gpkg; or pg:CONNECTION/SCHEMA with a PostgreSQL connection of QGIS.</source>
        <translation>新文件的路径，以 .gpkg 结尾；或 pg:连接名/模式名，使用 QGIS 中的 PostgreSQL 连接。</translation>
    </message>
    <message>
        <source>Folder for evidence</source>
        <translation>材料文件夹</translation>
    </message>
    <message>
        <source>For a pool on a server: where papers and photos are kept, a folder that everybody who works with the pool reaches under the same name. A pool in a file keeps them beside it.</source>
        <translation>用于服务器上的储备库：材料和照片存放的文件夹，所有使用该库的人员都须能以同一名称访问。文件形式的储备库将材料存放在文件旁。</translation>
    </message>
    <message>
        <source>QGIS has no PostgreSQL connection “{name}”.</source>
        <translation>QGIS 中没有 PostgreSQL 连接“{name}”。</translation>
    </message>
    <message>
        <source>Choose one of: {names}. New ones are made in Data Source Manager &gt; PostgreSQL.</source>
        <translation>请选择：{names}。新连接在数据源管理器 &gt; PostgreSQL 中建立。</translation>
    </message>
    <message>
        <source>Path of the county&apos;s pool, a GeoPackage; or pg:CONNECTION/SCHEMA with a PostgreSQL connection of QGIS.</source>
        <translation>本县储备库的路径（GeoPackage）；或 pg:连接名/模式名，使用 QGIS 中的 PostgreSQL 连接。</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>办理</translation>
    </message>
    <message>
        <source>{ready} of {count} parcels could take the step now.</source>
        <translation>{count} 个地块中，{ready} 个现在即可办理。</translation>
    </message>
    <message>
        <source>{count} parcels: {state}.</source>
        <translation>{count} 个地块已转为：{state}。</translation>
    </message>
    <message>
        <source>{count} parcels didn&apos;t take the step; see what is missing.</source>
        <translation>{count} 个地块未办理，见缺项。</translation>
    </message>
    <message>
        <source>On file: {what}.</source>
        <translation>已归档：{what}。</translation>
    </message>
    <message>
        <source>not yet usable: {area:.2f} m² until {day} ({lots})</source>
        <translation>尚未到使用期 {area:.2f} ㎡，{day} 起可用（{lots}）</translation>
    </message>
    <message>
        <source>frozen: {area:.2f} m²</source>
        <translation>已冻结 {area:.2f} ㎡</translation>
    </message>
    <message>
        <source>linked to projects: {area:.2f} m² ({projects})</source>
        <translation>已与项目挂钩 {area:.2f} ㎡（{projects}）</translation>
    </message>
    <message>
        <source>expired: {area:.2f} m²</source>
        <translation>已过有效期 {area:.2f} ㎡</translation>
    </message>
    <message>
        <source>owed: {area:.2f} m²</source>
        <translation>欠账 {area:.2f} ㎡</translation>
    </message>
    <message>
        <source>Makes the county&apos;s reserve pool: one GeoPackage, or one schema of a PostgreSQL/PostGIS database for an office that shares. It keeps every parcel from candidate on, with its claim on the ground, its checks and its history. An existing file or schema is never replaced.</source>
        <translation>新建本县储备库：单个 GeoPackage 文件，或供多人共用的 PostgreSQL/PostGIS 数据库中的一个模式。储备库保存候选起的全部地块及其占用登记、检查和历史记录。已有的文件或模式不会被覆盖。</translation>
    </message>
    <message>
        <source>Select some of them, or none for all.</source>
        <translation>可选取其中一部分；不选即为全部。</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>下一环节</translation>
    </message>
    <message>
        <source>State that the step leads to.</source>
        <translation>办理后进入的状态。</translation>
    </message>
    <message>
        <source>By</source>
        <translation>办理单位</translation>
    </message>
    <message>
        <source>Office that takes the step.</source>
        <translation>办理该环节的单位。</translation>
    </message>
    <message>
        <source>Number of the document that decides it, where it is decided elsewhere.</source>
        <translation>由上级或其他部门决定时，填写决定文号。</translation>
    </message>
    <message>
        <source>What is missing?</source>
        <translation>查缺项</translation>
    </message>
    <message>
        <source>Ask what the step still lacks; nothing is written.</source>
        <translation>检查该环节尚缺什么；不写入任何内容。</translation>
    </message>
    <message>
        <source>Papers…</source>
        <translation>材料…</translation>
    </message>
    <message>
        <source>Put papers and photos on file of the parcels.</source>
        <translation>为地块归档材料和照片。</translation>
    </message>
    <message>
        <source>Form…</source>
        <translation>表单…</translation>
    </message>
    <message>
        <source>Fill in a form for the parcels.</source>
        <translation>为地块填报表单。</translation>
    </message>
    <message>
        <source>Double-click to put it right: papers or the form that it asks for.</source>
        <translation>双击即可补办：归档所需材料或填报所需表单。</translation>
    </message>
    <message>
        <source>Take the step</source>
        <translation>办理</translation>
    </message>
    <message>
        <source>All that may take it do so; the others stay, with what speaks against it.</source>
        <translation>符合条件的全部办理；其余保持原状并说明原因。</translation>
    </message>
    <message>
        <source>{before}; {next}</source>
        <translation>{before}；{next}</translation>
    </message>
    <message>
        <source>{sentence} Of the rest: {obstacles}.</source>
        <translation>{sentence}其余的：{obstacles}。</translation>
    </message>
    <message>
        <source>The authentication of the QGIS connection “{name}” can't be opened.</source>
        <translation>无法打开 QGIS 连接“{name}”的认证信息。</translation>
    </message>
    <message>
        <source>Give QGIS its master password, or store the authentication again.</source>
        <translation>请在 QGIS 中输入主密码，或重新保存认证信息。</translation>
    </message>
    <message>
        <source>No waiver and no material of the submission names this document.</source>
        <translation>报送的批准文件和材料中均无此文件。</translation>
    </message>
    <message>
        <source>The file {file} ({kind}) is missing.</source>
        <translation>缺少文件 {file}（{kind}）。</translation>
    </message>
    <message>
        <source>The file {file} ({kind}) isn&apos;t the one that was recorded.</source>
        <translation>文件 {file}（{kind}）与登记时不一致。</translation>
    </message>
    <message>
        <source>A material is listed more than once.</source>
        <translation>同一材料重复列出。</translation>
    </message>
    <message>
        <source>The history doesn&apos;t testify to the material {uid}.</source>
        <translation>历史记录不能证明材料 {uid}。</translation>
    </message>
    <message>
        <source>Nothing is asked for.</source>
        <translation>没有填写申请面积或日期。</translation>
    </message>
    <message>
        <source>Deal out the province&apos;s part</source>
        <translation>省级统筹定额分配</translation>
    </message>
    <message>
        <source>Puts the requests for what the province holds above 500 mu in their order (JX-3.3.3b): the county that it came from, then counties of the same city, then others, each by the day of the request; and deals the amount out in that order. Nothing is booked; record what the province decides as a transfer.</source>
        <translation>将各县对500亩以上省级统筹部分的申请排序（JX-3.3.3b）：先所在县，再同市各县，最后其他县，同等条件按申请日期；并按此次序分配。只计算，不记账；省级决定后用“指标调剂”登记。</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>申请表</translation>
    </message>
    <message>
        <source>Table with the columns {names}; Chinese names do as well.</source>
        <translation>含{names}各列的表，也可用中文列名。</translation>
    </message>
    <message>
        <source>Pool of the county that it came from; what the province holds is read from its ledger.</source>
        <translation>定额来源县的储备库；省级统筹数量从其台账读取。</translation>
    </message>
    <message>
        <source>County of origin</source>
        <translation>来源县</translation>
    </message>
    <message>
        <source>Six digits of the county in which the quota came into being. Empty means the pool&apos;s county.</source>
        <translation>定额来源县的六位代码；留空为储备库所属县。</translation>
    </message>
    <message>
        <source>What the province holds, in square metres. Empty: as the pool&apos;s ledger says.</source>
        <translation>省级统筹面积，平方米；留空则以储备库台账为准。</translation>
    </message>
    <message>
        <source>Held (m²)</source>
        <translation>统筹面积（平方米）</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>分配次序</translation>
    </message>
    <message>
        <source>A row for each request in its place: what was asked for, what it gets and what is left then.</source>
        <translation>按次序每个申请一行：申请面积、分配面积和分配后剩余。</translation>
    </message>
    <message>
        <source>Dealt out (m²)</source>
        <translation>已分配（平方米）</translation>
    </message>
    <message>
        <source>Nobody says what the province holds, and from where.</source>
        <translation>没有说明省级统筹数量及其来源。</translation>
    </message>
    <message>
        <source>Give the pool, or both the county of origin and the amount.</source>
        <translation>请填写储备库，或同时填写来源县和统筹面积。</translation>
    </message>
    <message>
        <source>Lot numbers</source>
        <translation>指标编号</translation>
    </message>
    <message>
        <source>Postings one by one</source>
        <translation>分录明细</translation>
    </message>
    <message>
        <source>Remove the document for all parcels ({count} of this check)</source>
        <translation>撤除适用于全部地块的文件（本项检查 {count} 个）</translation>
    </message>
    <message>
        <source>Correct a posting</source>
        <translation>冲正</translation>
    </message>
    <message>
        <source>Puts a wrong posting right by another one that mirrors it and names it (红字冲正); both stay in the ledger for ever. It is refused where later postings rely on the wrong one: they are corrected first, the last one before the others. A freeze isn't corrected but lifted.</source>
        <translation>以一笔与之相反并注明原分录的分录更正错账（红字冲正），两笔都永久保留。后面的分录依赖错账时不予冲正：须从最后一笔起依次冲正。冻结不冲正，只能解冻。</translation>
    </message>
    <message>
        <source>Number of the wrong posting, for example 139901-CROP-T000012, as the statement of account lists it.</source>
        <translation>错账的分录编号，例如 139901-CROP-T000012，见台账对账单。</translation>
    </message>
    <message>
        <source>This was a trial: nothing was booked.</source>
        <translation>这是模拟测算：没有记账。</translation>
    </message>
    <message>
        <source>Estimates by overlay how much more stable cropland there is than in 2020; the province issues the figure that binds (HB-12a, HB-13). Stable is cropland of the survey less what the protection target left out (三区三线), less what is hard or unfit to use stably: by its refinement (TBXHDM), slope grade (GDPDJB), flag (WDGD) or a layer. From the difference is taken off, once, what was only re-classified from unstable to stable and what is on file as a supplement since 2020, as far as it is new stable cropland: what brought no increase can't be taken off one. Areas are on the ellipsoid, and ridges between fields (KCMJ) don't count unless the rules set area.credited to gross (A-20). A layer that isn't given takes nothing off: its term is empty, and NOT_GIVEN names it, for the net increase is then too high. FORM_VALUES goes into the form NET_INCREASE (recordform).</source>
        <translation>用叠置分析测算稳定利用耕地比2020年净增加多少；有约束力的数以省级下达为准（HB-12a、HB-13）。稳定利用耕地是调查耕地扣除“三区三线”未纳入保护目标的，再扣除难以或不宜稳定利用的：依据图斑细化（TBXHDM）、坡度级别（GDPDJB）、稳定耕地标识（WDGD）或图层。两年之差再一次性扣除仅由不稳定调整为稳定的，以及2020年以来已报备的补充耕地，但只扣其中属于新增稳定耕地的部分：没有带来增加的，不能从增加中扣除。面积为椭球面积，田坎（KCMJ）不计入，除非规则把area.credited设为gross（A-20）。未给出的图层不作扣除：该项为空，NOT_GIVEN列出其名称，因为净增加量会偏大。FORM_VALUES可直接填入表单NET_INCREASE（recordform）。</translation>
    </message>
    <message>
        <source>Values of the form NET_INCREASE (JSON)</source>
        <translation>表单NET_INCREASE的内容（JSON）</translation>
    </message>
    <message>
        <source>Link other lots instead</source>
        <translation>补挂</translation>
    </message>
    <message>
        <source>When ground that a project relied on turns out wrong (补挂), cuts it from its lot and takes as much of other lots, first in, first out. What is linked anew has to equal what is released within 0.0001 ha. Whether the link was written off stays as it was.</source>
        <translation>项目所用的地块事后查实有误时（补挂），从原指标扣减有误面积，并按先进先出从其他指标补足。补挂面积与解挂面积相差不得超过 0.0001 公顷。原来是否已核销保持不变。</translation>
    </message>
    <message>
        <source>Number of the lot whose ground turned out wrong, for example 139901-CROP-L000001.</source>
        <translation>查实有误的指标编号，例如 139901-CROP-L000001。</translation>
    </message>
    <message>
        <source>Area of that lot that the project can&apos;t rely on, in square metres.</source>
        <translation>该指标中项目不能使用的面积，平方米。</translation>
    </message>
    <message>
        <source>Area linked anew (m²)</source>
        <translation>补挂面积（㎡）</translation>
    </message>
    <message>
        <source>As the document states it; it is compared. Empty: the same area.</source>
        <translation>文件所载的补挂面积，用于核对。留空：与解挂面积相同。</translation>
    </message>
    <message>
        <source>Table with a row for each lot that is taken instead.</source>
        <translation>补挂所用的每笔指标一行。</translation>
    </message>
    <message>
        <source>Zhanbu: parcels</source>
        <translation>占补：地块</translation>
    </message>
    <message>
        <source>The first {shown} of {count} are listed; a step is for all while none is selected.</source>
        <translation>共 {count} 个，仅列出前 {shown} 个；不选取时办理全部。</translation>
    </message>
    <message>
        <source>Under the rules {rules} there is no pool to freeze.</source>
        <translation>规则集{rules}没有可冻结的储备库。</translation>
    </message>
    <message>
        <source>Choose the system CROP: its indicators are what is frozen.</source>
        <translation>请选择业务类别CROP：冻结的是占补平衡指标。</translation>
    </message>
    <message>
        <source>County on the paper</source>
        <translation>报表上的县</translation>
    </message>
    <message>
        <source>Code or name of the county that the paper shows. Empty: the pool&apos;s county.</source>
        <translation>表上显示的县级代码或名称。留空：储备库所属县。</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>报表（PDF）</translation>
    </message>
    <message>
        <source>The paper to print and sign, in Chinese.</source>
        <translation>供打印签章的中文报表。</translation>
    </message>
    <message>
        <source>The county had {area:.2f} m² of its own: the county comes first, then the city (HB-3).</source>
        <translation>本县尚有可用指标{area:.2f}平方米：应先县域自行平衡，再市域统筹（HB-3）。</translation>
    </message>
    <message>
        <source>Yearly statement of cropland in and out, {year}</source>
        <translation>{year}年度耕地进出平衡报表</translation>
    </message>
    <message>
        <source>Grand account of cropland used and made up, {year}</source>
        <translation>{year}年度耕地占用与补充总账</translation>
    </message>
    <message>
        <source>County: {county}</source>
        <translation>县（市、区）：{county}</translation>
    </message>
    <message>
        <source>Rules: {rules}. Amounts are square metres on the ellipsoid.</source>
        <translation>依据：{rules}。面积为椭球面积，单位平方米。</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>检验</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Tests of the year</source>
        <translation>年度检验</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Items that count at the close</source>
        <translation>年末计入的项目</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Average grade</source>
        <translation>平均等级</translation>
    </message>
    <message>
        <source>Account of the year</source>
        <translation>年度总账</translation>
    </message>
    <message>
        <source>Not passed</source>
        <translation>未通过</translation>
    </message>
    <message>
        <source>Can&apos;t be told</source>
        <translation>无法判定</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差额</translation>
    </message>
    <message>
        <source>Difference {mu} mu ({ha} ha)</source>
        <translation>差额{mu}亩（{ha}公顷）</translation>
    </message>
    <message>
        <source>Cropland used</source>
        <translation>占用耕地</translation>
    </message>
    <message>
        <source>Cropland made up</source>
        <translation>补充耕地</translation>
    </message>
    <message>
        <source>The project {uid} holds more than it takes.</source>
        <translation>项目 {uid} 挂钩和核销的面积超过其占用面积。</translation>
    </message>
    <message>
        <source>The lots of {uid} stand for more than its area.</source>
        <translation>图斑 {uid} 的指标合计超过其面积。</translation>
    </message>
    <message>
        <source>The parts of the control scale {uid} are more than the whole.</source>
        <translation>管控规模 {uid} 的分解数之和超过总数。</translation>
    </message>
    <message>
        <source>Plan of use against the supply</source>
        <translation>使用计划与可用量对照</translation>
    </message>
    <message>
        <source>Weighs the projects planned for a year, month by month, against what the pool has available now and may spend by then (JX-3.3.5b): lots count from the day on which they may be used until they expire, and what is frozen doesn&apos;t. Projects come from a table, or from the form PLAN_ITEM of the year&apos;s work in the pool. It is told and blocks nothing; what was linked or used already isn&apos;t available any more, so leave it out.</source>
        <translation>把一年内计划使用的项目，按月与储备库现有可用、届时可以使用的数量对照（JX-3.3.5b）：批次从可使用之日起到失效之日止计入，已冻结的不计。项目取自表格，或储备库中该年度工作的PLAN_ITEM表单。只作提示，不作限制；已挂钩或已使用的不再属于可用，不要列入。</translation>
    </message>
    <message>
        <source>Calendar year of the plan.</source>
        <translation>计划的公历年度。</translation>
    </message>
    <message>
        <source>Planned projects</source>
        <translation>计划项目</translation>
    </message>
    <message>
        <source>Table with item, project, area_m2 and date; Chinese names do as well. Empty: the pool&apos;s own records.</source>
        <translation>含item、project、area_m2和date的表格；也可用中文列名。留空：取储备库中的登记。</translation>
    </message>
    <message>
        <source>Months</source>
        <translation>各月</translation>
    </message>
    <message>
        <source>A row for each month: planned in it, planned so far, supply by its end, and what is left of that.</source>
        <translation>每月一行：当月计划、累计计划、月末可用量及余量。</translation>
    </message>
    <message>
        <source>Planned (m²)</source>
        <translation>计划使用（平方米）</translation>
    </message>
    <message>
        <source>Supply by the end of the year (m²)</source>
        <translation>年末可用量（平方米）</translation>
    </message>
    <message>
        <source>Left at the end of the year (m²)</source>
        <translation>年末余量（平方米）</translation>
    </message>
    <message>
        <source>Largest deficit of a month (m²)</source>
        <translation>月度最大缺口（平方米）</translation>
    </message>
    <message>
        <source>First month that is short</source>
        <translation>首个有缺口的月份</translation>
    </message>
    <message>
        <source>No project is planned for {year}.</source>
        <translation>{year}年没有计划项目。</translation>
    </message>
    <message>
        <source>From {month} on, {area:.2f} m² or more lack.</source>
        <translation>从{month}起缺口{area:.2f}平方米或更多。</translation>
    </message>
    <message>
        <source>The lot {lot} was opened for {parcel} in the state {state}, in which the rules open none.</source>
        <translation>指标批次{lot}入账时图斑{parcel}处于{state}状态，按规则该状态不形成指标。</translation>
    </message>
    <message>
        <source>The pool isn&apos;t sound, so it is not copied: {fault}</source>
        <translation>储备库有问题，未予复制：{fault}</translation>
    </message>
    <message>
        <source>Verify the pool, and restore its last sound backup.</source>
        <translation>请校验储备库，并恢复最近一次完好的备份。</translation>
    </message>
    <message>
        <source>the copy differs from the original</source>
        <translation>副本与原库不一致</translation>
    </message>
    <message>
        <source>Copy a reserve pool</source>
        <translation>复制储备库</translation>
    </message>
    <message>
        <source>Copies a pool with history, ledger and files into a new file or a new schema of a database. This is how an office that begins to share moves its pool to a server, and back. The pool is verified first and the copy compared with it row by row; the original stays as it is. Work goes on in one of the two only.</source>
        <translation>将储备库连同历史、台账和材料复制到新文件或数据库的新模式中。由单机改为多人共用时据此迁移到服务器，也可迁回。复制前先校验原库，复制后逐行比对；原库保持不变。此后只应在其中一处继续办理。</translation>
    </message>
    <message>
        <source>Lists every deadline of the parcels, matters and freezes of a pool as it stands on a day: what is due when, how many days are left, what was done on which day, what is late. The due day itself is still in time. A past day is told as it was.</source>
        <translation>列出储备库内地块、事项和冻结在某一日的全部期限：何时到期、还剩几天、何日完成、是否逾期。到期当日仍为按时。过去的日期按当时情况列出。</translation>
    </message>
    <message>
        <source>Freeze to be rectified</source>
        <translation>冻结整改</translation>
    </message>
    <message>
        <source>Lays the pooled parcels that aren't all used over a newer survey, by their ground, whatever became of the survey's ids. Of CROP, ground that is no cropland any more is cut from what is available of its lot, and the rest goes on to the year after the survey (HB-28); of INOUT, the difference to what was accepted is told and cut (SC-2(七)c). No ground is cut twice, however often it is done and whatever it was cut for before. Ground that is linked or used already is told in beyond_m2: relink or release it. A parcel that the survey doesn't wholly cover with known classes stays as it is. Strips that drawing explains (A-34) don't count. A trial run tells the same and changes nothing.</source>
        <translation>将储备库中尚未全部使用的地块与较新的调查叠置，按图形核对，不受调查图斑编号变化影响。CROP类：不再是耕地的部分从该批次可用指标中核减，其余结转到调查年度的下一年（HB-28）；INOUT类：列出并扣减与验收面积的差额（SC-2(七)c）。无论对账多少次、此前因何核减，同一土地不会重复核减。已挂钩或已核销的部分列于beyond_m2，请重新挂钩或解除。调查没有用已知地类完全覆盖的地块保持原样。属于线划误差的窄条（A-34）不计。试算给出同样的结果，但不改动任何内容。</translation>
    </message>
    <message>
        <source>The pool lies on a network share and is open in a way that loses data there (WAL).</source>
        <translation>储备库位于网络共享上，且其打开方式（WAL）会在共享上丢失数据。</translation>
    </message>
    <message>
        <source>Nothing was written. Close the pool&apos;s layers in every QGIS window and try again.</source>
        <translation>未写入任何内容。请在所有 QGIS 窗口中关闭该库的图层后重试。</translation>
    </message>
    <message>
        <source>Look at both dates; deduct what wasn&apos;t put right in time.</source>
        <translation>请核对两个日期；未按期整改到位的予以扣减。</translation>
    </message>
    <message>
        <source>It isn&apos;t due before {due}.</source>
        <translation>{due} 之前尚未到期。</translation>
    </message>
    <message>
        <source>Deduct when it is due; what is rectified until then is lifted.</source>
        <translation>到期后再扣减；到期前整改到位的予以解冻。</translation>
    </message>
    <message>
        <source>Day on which it was put right, where it is known; after the due day nothing is lifted for it.</source>
        <translation>整改到位的日期（已知时填写）；晚于期限的不予解冻。</translation>
    </message>
    <message>
        <source>{added} added, {removed} removed, {changed} changed, {same} as before; area {gained} m².</source>
        <translation>新增 {added} 个，移除 {removed} 个，变更 {changed} 个，不变 {same} 个；面积增减 {gained} 平方米。</translation>
    </message>
    <message>
        <source>{parcel} has another result already.</source>
        <translation>{parcel}已有另一个结果。</translation>
    </message>
    <message>
        <source>the submission holds no parcel {parcel}.</source>
        <translation>报送中没有图斑{parcel}。</translation>
    </message>
    <message>
        <source>“{result}” is no result; write {passed} or {failed}.</source>
        <translation>“{result}”不是结果，请填{passed}或{failed}。</translation>
    </message>
    <message>
        <source>{parcel} passed and has a reason code.</source>
        <translation>{parcel}为合格却填了原因代码。</translation>
    </message>
    <message>
        <source>{parcel} failed and has no reason code.</source>
        <translation>{parcel}为不合格却没有原因代码。</translation>
    </message>
    <message>
        <source>{count} rows of the results can&apos;t be taken: {rows}</source>
        <translation>核查结果有{count}行无法采用：{rows}</translation>
    </message>
    <message>
        <source>Give each parcel that was looked at a result, and one that failed a code of {first} to {last}.</source>
        <translation>查看过的图斑均须填结果；不合格的须填原因代码（{first}至{last}）。</translation>
    </message>
    <message>
        <source>{count} drawn parcels have no result.</source>
        <translation>抽中的图斑有{count}个没有结果。</translation>
    </message>
    <message>
        <source>Fill in the field result of each drawn parcel.</source>
        <translation>请填写每个抽中图斑的 result 字段。</translation>
    </message>
    <message>
        <source>A later version of the package is among the others.</source>
        <translation>其他报送包中有本包的更新版本。</translation>
    </message>
    <message>
        <source>Review the latest version.</source>
        <translation>请核查最新版本。</translation>
    </message>
    <message>
        <source>The parcels drawn from don&apos;t hold it, so it can&apos;t be looked at in any case.</source>
        <translation>抽样范围内没有该图斑，不能列为必查。</translation>
    </message>
    <message>
        <source>Give numbers of parcels that were submitted.</source>
        <translation>请填写已报送图斑的编号。</translation>
    </message>
    <message>
        <source>Holds a new version of a submission against an earlier one: parcels that were added, removed or changed, with old and new values. Both packages are verified first; one that contradicts itself is refused. With the return slip, the reply letter (答复函) says reason by reason what was mended.</source>
        <translation>把报送包新版本与前一版本对照：新增、删除、变更的图斑及前后数值。两个包均先核验，自相矛盾的不予对照。给出退回单时，生成答复函，逐条说明整改情况。</translation>
    </message>
    <message>
        <source>Returned parcels that didn&apos;t change</source>
        <translation>退回后未变更的图斑</translation>
    </message>
    <message>
        <source>What the city had sent back; what stands in its column 整改情况 goes into the reply.</source>
        <translation>市级的退回单；其中“整改情况”一栏写入答复函。</translation>
    </message>
    <message>
        <source>Reply letter</source>
        <translation>答复函</translation>
    </message>
    <message>
        <source>Paper to sign and send with the new version; it needs the return slip.</source>
        <translation>签章后随新版本报送的文书；须给出退回单。</translation>
    </message>
    <message>
        <source>Office that replies, as it stands on the paper.</source>
        <translation>答复单位，按文书落款填写。</translation>
    </message>
    <message>
        <source>Number of the reply.</source>
        <translation>答复函文号。</translation>
    </message>
    <message>
        <source>RETURN: a reply letter needs the return slip.</source>
        <translation>RETURN：生成答复函须给出退回单。</translation>
    </message>
    <message>
        <source>{uid} was returned and is as before.</source>
        <translation>{uid}被退回，但与前一版相同。</translation>
    </message>
    <message>
        <source>{uid} differs and wasn&apos;t returned.</source>
        <translation>{uid}有变更，但未被退回。</translation>
    </message>
    <message>
        <source>Draws parcels for a spot check on site until their area reaches the ratio, at least one. Large parcels come first more often. The draw depends on the seed, the numbers of the parcels and their areas alone: the city draws the same parcels on its own computer, from the county&apos;s pool or from the parcels.gpkg of its package (or the package itself, PACKAGE). FRAME_HASH proves that both drew from the same parcels. For a parcel with number id, u is (the first 13 hexadecimal digits of SHA-256 of seed|id, plus one half) / 2^52, and parcels are taken by falling ln(u)/area. The seed is SYSTEM|county|year|STAGE|number of the draw, for example JX|360122|2023|CITY|1, or is drawn in public; after a failed check the next draw gets the next number.</source>
        <translation>抽取实地抽查的图斑，直到面积达到比例，至少一个；面积大的更容易先抽中。抽取只取决于种子、图斑编号和面积：市级在自己的电脑上，用县级储备库、报送包中的 parcels.gpkg 或报送包本身（PACKAGE），抽出的图斑相同。FRAME_HASH 可证明双方的抽样范围一致。编号为 id 的图斑，u =（“种子|id”的 SHA-256 前 13 位十六进制数 + 0.5）/ 2^52，按 ln(u)/面积 从大到小抽取。种子为 体系|县代码|年份|环节|次数，例如 JX|360122|2023|CITY|1，也可公开抽定；抽查不合格后再抽时次数加一。</translation>
    </message>
    <message>
        <source>Package that a county has submitted, where no layer and no pool is given. It is verified first.</source>
        <translation>县级报送包，未给出图层和储备库时使用；先行核验。</translation>
    </message>
    <message>
        <source>The parcels in the order of drawing: draw_no, parcel_id, draw_m2 and sum_m2 (area drawn so far), and the empty fields result, code and reason for what is found on site. “Write the review of a submission” reads them.</source>
        <translation>按抽取顺序排列的图斑：draw_no、parcel_id、draw_m2、sum_m2（累计面积），以及留空的 result、code、reason，供实地核查填写，“出具核查意见和退回单”读取这些字段。</translation>
    </message>
    <message>
        <source>Parcels drawn</source>
        <translation>抽中地块</translation>
    </message>
    <message>
        <source>INPUT, POOL, PACKAGE: give either a layer of parcels, a pool with a batch or a package, and not both.</source>
        <translation>INPUT、POOL、PACKAGE：图斑图层、储备库加批次、报送包三者给出一项，不能同时给。</translation>
    </message>
    <message>
        <source>By township</source>
        <translation>分乡镇</translation>
    </message>
    <message>
        <source>Let every township reach the ratio by itself. The township follows from the place&apos;s code, ZLDWDM.</source>
        <translation>各乡镇分别达到抽查比例。乡镇按坐落单位代码 ZLDWDM 确定。</translation>
    </message>
    <message>
        <source>Always those with waivers</source>
        <translation>有豁免的必查</translation>
    </message>
    <message>
        <source>Of a pool or package: parcels with a waiver are looked at in any case and count towards the ratio.</source>
        <translation>储备库或报送包中有豁免的图斑一律必查，面积计入比例。</translation>
    </message>
    <message>
        <source>Replace a large last parcel</source>
        <translation>替换过大的末位图斑</translation>
    </message>
    <message>
        <source>Take in place of the last parcel the smallest one that reaches the ratio too.</source>
        <translation>末位图斑改为同样能达到比例的最小图斑。</translation>
    </message>
    <message>
        <source>Parcels in any case</source>
        <translation>必查图斑</translation>
    </message>
    <message>
        <source>Numbers of parcels that are looked at in any case, with commas between. They count towards the ratio.</source>
        <translation>一律必查的图斑编号，以逗号分隔；面积计入比例。</translation>
    </message>
    <message>
        <source>Write the review of a submission</source>
        <translation>出具核查意见和退回单</translation>
    </message>
    <message>
        <source>For the city: makes the opinion (核查意见, PDF) and the return slip (退回单, XLSX) of a package from what was found on site and at the desk. The package is verified first and the spot check drawn again, so that no drawn parcel goes without a result. Held against packages of other counties or earlier years, ground that is claimed twice is listed and returned with R04. A parcel goes back with the reason codes R01 to R16; when none does, no slip is written. The county takes the slip in with “Import a return”.</source>
        <translation>市级使用：根据实地和内业核查结果，生成报送包的核查意见（PDF）和退回单（XLSX）。先核验报送包并重新抽样，抽中的图斑必须都有结果。与其他县或以往的报送包比对，重复申报的范围列出并以 R04 退回。退回的图斑注明原因代码 R01 至 R16；没有退回的，不生成退回单。县级用“导入退回单”接收。</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>核查结果</translation>
    </message>
    <message>
        <source>Layer or table of the parcels that were looked at: the output of “Draw a spot check” with result (合格 or 不合格), code and reason filled in; rows for parcels that weren't drawn may stand in it too.</source>
        <translation>查看过的图斑的图层或表：“抽取抽查地块”的结果，填好 result（合格或不合格）、code、reason；未抽中的图斑也可以列入。</translation>
    </message>
    <message>
        <source>Other packages</source>
        <translation>其他报送包</translation>
    </message>
    <message>
        <source>ZIP files of other counties and of earlier submissions, to find ground that is claimed twice.</source>
        <translation>其他县和以往的报送包（ZIP），用于查找重复申报的范围。</translation>
    </message>
    <message>
        <source>Return what others claim</source>
        <translation>重复申报即退回</translation>
    </message>
    <message>
        <source>Parcels on ground that another package claims go back with R04. Without it they are only listed.</source>
        <translation>与其他报送包重叠的图斑以 R04 退回；不勾选则只列出。</translation>
    </message>
    <message>
        <source>Day of the opinion, for example 2026-11-24.</source>
        <translation>出具意见的日期，例如 2026-11-24。</translation>
    </message>
    <message>
        <source>Number of the city&apos;s document.</source>
        <translation>市级文号。</translation>
    </message>
    <message>
        <source>Office that gives the opinion, as it stands on the paper.</source>
        <translation>出具意见的单位，按文书落款填写。</translation>
    </message>
    <message>
        <source>Workbook for the county, when a parcel goes back.</source>
        <translation>有图斑退回时发给县级的工作簿。</translation>
    </message>
    <message>
        <source>Opinion</source>
        <translation>核查意见</translation>
    </message>
    <message>
        <source>Paper to sign and send to the county.</source>
        <translation>签章后发县级的文书。</translation>
    </message>
    <message>
        <source>The submission passes</source>
        <translation>报送合格</translation>
    </message>
    <message>
        <source>Parcels looked at</source>
        <translation>已核查地块</translation>
    </message>
    <message>
        <source>Parcels returned</source>
        <translation>退回地块</translation>
    </message>
    <message>
        <source>No parcel goes back, so no return slip is written.</source>
        <translation>没有退回的图斑，不生成退回单。</translation>
    </message>
    <message>
        <source>RESULTS, SEED, OTHERS: give what was found, what was drawn, or packages to compare with.</source>
        <translation>RESULTS、SEED、OTHERS：请给出核查结果、抽样种子或用于比对的报送包。</translation>
    </message>
    <message>
        <source>Materials</source>
        <translation>材料</translation>
    </message>
    <message>
        <source>The template {name} isn&apos;t there.</source>
        <translation>找不到模板 {name}。</translation>
    </message>
    <message>
        <source>Put it into the folder of templates, or correct its name in papers.yaml.</source>
        <translation>请把它放入模板文件夹，或更正 papers.yaml 中的名称。</translation>
    </message>
    <message>
        <source>The folder of templates isn&apos;t there.</source>
        <translation>模板文件夹不存在。</translation>
    </message>
    <message>
        <source>Choose the folder that holds your copy of papers.yaml and its layouts.</source>
        <translation>请选择存放本县 papers.yaml 及其版面文件的文件夹。</translation>
    </message>
    <message>
        <source>Correct line {line} of the template.</source>
        <translation>请更正模板第 {line} 行。</translation>
    </message>
    <message>
        <source>There is no paper “{name}”.</source>
        <translation>没有名为“{name}”的文书。</translation>
    </message>
    <message>
        <source>The name of a layout has letters, digits, - and _ only.</source>
        <translation>版面名称只能用字母、数字、- 和 _。</translation>
    </message>
    <message>
        <source>A brace in this text has no partner.</source>
        <translation>此文字中的花括号不成对。</translation>
    </message>
    <message>
        <source>A row of this form has {count} cells.</source>
        <translation>此表单每行应有 {count} 格。</translation>
    </message>
    <message>
        <source>There is no list “{name}”.</source>
        <translation>没有名为“{name}”的列表。</translation>
    </message>
    <message>
        <source>A column is written as [key, head, share].</source>
        <translation>列应写作 [键, 表头, 宽度]。</translation>
    </message>
    <message>
        <source>The list has no column “{key}”.</source>
        <translation>此列表没有“{key}”列。</translation>
    </message>
    <message>
        <source>A list has at least one column.</source>
        <translation>列表至少要有一列。</translation>
    </message>
    <message>
        <source>A width is a number above 0.</source>
        <translation>宽度应为大于 0 的数。</translation>
    </message>
    <message>
        <source>Reply to the return of a submission</source>
        <translation>关于报送退回意见的答复函</translation>
    </message>
    <message>
        <source>Package {name} · SHA-256 {hash}</source>
        <translation>报送包 {name} · SHA-256 {hash}</translation>
    </message>
    <message>
        <source>Hash of the package</source>
        <translation>报送包校验值</translation>
    </message>
    <message>
        <source>Returned version</source>
        <translation>退回版本</translation>
    </message>
    <message>
        <source>New version</source>
        <translation>新版本</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Reason of the return</source>
        <translation>退回原因</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>整改情况</translation>
    </message>
    <message>
        <source>Before (m²)</source>
        <translation>前（平方米）</translation>
    </message>
    <message>
        <source>Now (m²)</source>
        <translation>现（平方米）</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>逐条答复</translation>
    </message>
    <message>
        <source>As in the returned version.</source>
        <translation>与退回版本相同。</translation>
    </message>
    <message>
        <source>Withdrawn from the submission.</source>
        <translation>已撤出本次报送。</translation>
    </message>
    <message>
        <source>New shape.</source>
        <translation>图形已变更。</translation>
    </message>
    <message>
        <source>{count} papers and photos added.</source>
        <translation>新增材料、照片{count}件。</translation>
    </message>
    <message>
        <source>{count} other entries changed.</source>
        <translation>其他变更{count}项。</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>Changed besides, without having been returned</source>
        <translation>未被退回而变更的图斑</translation>
    </message>
    <message>
        <source>Of {returned} returned parcels {mended} were mended; {same} parcels are as before; area {gained} m².</source>
        <translation>退回{returned}个地块，已整改{mended}个；其余{same}个地块与前一版相同；面积变化{gained}平方米。</translation>
    </message>
    <message>
        <source>Opinion on a submission</source>
        <translation>报送核查意见</translation>
    </message>
    <message>
        <source>Before the review every file of the package was held against its hash, every area measured anew, and tables, coordinates, findings and history compared; there was no contradiction. Amounts in mu are rounded so that each column adds up.</source>
        <translation>核查前已逐一比对包内各文件校验值，重新量算全部面积，核对表格、坐标、检查结果和历史记录，未发现矛盾。亩数已平差取整，各列可加总。</translation>
    </message>
    <message>
        <source>Reviewed by:</source>
        <translation>核查人：</translation>
    </message>
    <message>
        <source>Day of the package</source>
        <translation>报送日期</translation>
    </message>
    <message>
        <source>Number and version</source>
        <translation>序号、版本</translation>
    </message>
    <message>
        <source>What was submitted</source>
        <translation>报送内容</translation>
    </message>
    <message>
        <source>No spot check was drawn.</source>
        <translation>未抽样。</translation>
    </message>
    <message>
        <source>Area drawn</source>
        <translation>抽查面积</translation>
    </message>
    <message>
        <source>Way of drawing</source>
        <translation>抽样方式</translation>
    </message>
    <message>
        <source>Hash of the frame</source>
        <translation>抽样框校验值</translation>
    </message>
    <message>
        <source>Spot check</source>
        <translation>抽查</translation>
    </message>
    <message>
        <source>By area</source>
        <translation>按面积</translation>
    </message>
    <message>
        <source>by township</source>
        <translation>分乡镇</translation>
    </message>
    <message>
        <source>{count} in any case</source>
        <translation>必查{count}个</translation>
    </message>
    <message>
        <source>large last parcels replaced</source>
        <translation>末位大图斑已替换</translation>
    </message>
    <message>
        <source>How chosen</source>
        <translation>选取方式</translation>
    </message>
    <message>
        <source>Drawn</source>
        <translation>抽中</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>选查</translation>
    </message>
    <message>
        <source>Parcels that were looked at</source>
        <translation>核查的地块</translation>
    </message>
    <message>
        <source>Held against {count} other packages: no ground is claimed twice.</source>
        <translation>与其他{count}个报送包比对，没有重复申报的范围。</translation>
    </message>
    <message>
        <source>Claimed by</source>
        <translation>重复图斑</translation>
    </message>
    <message>
        <source>Ground that other packages claim</source>
        <translation>与其他报送包重叠的范围</translation>
    </message>
    <message>
        <source>Told</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Conclusion: the submission passes.</source>
        <translation>结论：报送合格。</translation>
    </message>
    <message>
        <source>Conclusion: {count} parcels ({area} mu) are returned; mend them and submit version {version}.</source>
        <translation>结论：退回{count}个地块（{area}亩），整改后以第{version}版报送。</translation>
    </message>
    <message>
        <source>Check that it is a pool and that you may read it.</source>
        <translation>请检查它是否为储备库，以及您是否有读取权限。</translation>
    </message>
    <message>
        <source>Zhanbu: pool</source>
        <translation>占补：储备库</translation>
    </message>
    <message>
        <source>No reserve pool is chosen. Choose the county's pool in “Set-up”, or make a new one.</source>
        <translation>尚未选择储备库。请在“设置”中选择本县储备库，或新建一个。</translation>
    </message>
    <message>
        <source>Pool on a server</source>
        <translation>服务器上的储备库</translation>
    </message>
    <message>
        <source>PostgreSQL connections of QGIS; new ones are made in the Data Source Manager.</source>
        <translation>QGIS 中保存的 PostgreSQL 连接；新连接在“数据源管理器”中建立。</translation>
    </message>
    <message>
        <source>Schema that holds the pool, and nothing else.</source>
        <translation>存放储备库的模式（schema），其中不放其他内容。</translation>
    </message>
    <message>
        <source>Make a new, empty pool there</source>
        <translation>在该处新建空的储备库</translation>
    </message>
    <message>
        <source>Folder that everybody who works with the pool reaches under the same name.</source>
        <translation>使用该储备库的人都能以同一路径访问的文件夹。</translation>
    </message>
    <message>
        <source>QGIS has no PostgreSQL connection yet: make one in the Data Source Manager, then come back.</source>
        <translation>QGIS 中还没有 PostgreSQL 连接：请先在“数据源管理器”中建立连接，再回到这里。</translation>
    </message>
    <message>
        <source>Name the schema of the pool.</source>
        <translation>请填写储备库所在的模式（schema）名称。</translation>
    </message>
    <message>
        <source>Choose the folder for papers and photos.</source>
        <translation>请选择存放证明材料和照片的文件夹。</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>模式（schema）</translation>
    </message>
    <message>
        <source>Folder for papers</source>
        <translation>材料文件夹</translation>
    </message>
    <message>
        <source>Use this pool</source>
        <translation>使用该储备库</translation>
    </message>
    <message>
        <source>any</source>
        <translation>不限</translation>
    </message>
    <message>
        <source> mu</source>
        <translation> 亩</translation>
    </message>
    <message>
        <source>Reading the survey's attributes…</source>
        <translation>正在读取调查图层的属性…</translation>
    </message>
    <message>
        <source>Zhanbu: reading the survey&apos;s attributes</source>
        <translation>占补：读取调查图层属性</translation>
    </message>
    <message>
        <source>Found: {count} of {all} polygons, {mu} by the survey&apos;s own areas</source>
        <translation>查到 {count} 个（共 {all} 个图斑），按调查面积合计 {mu}</translation>
    </message>
    <message>
        <source>Township / village</source>
        <translation>乡镇 / 村</translation>
    </message>
    <message>
        <source>(no code)</source>
        <translation>（无代码）</translation>
    </message>
    <message>
        <source>Zhanbu: batches</source>
        <translation>占补：批次</translation>
    </message>
    <message>
        <source>The batch has no parcels.</source>
        <translation>该批次没有地块。</translation>
    </message>
    <message>
        <source>Push parcels into it first.</source>
        <translation>请先向该批次推送地块。</translation>
    </message>
    <message>
        <source>The layout can&apos;t be read as a template of QGIS.</source>
        <translation>该版面不能作为 QGIS 布局模板读取。</translation>
    </message>
    <message>
        <source>Save it again from the layout designer: Layout → Save as Template.</source>
        <translation>请在布局设计器中重新保存：布局 → 另存为模板。</translation>
    </message>
    <message>
        <source>Parcels on their way</source>
        <translation>在途地块</translation>
    </message>
    <message>
        <source>&amp;Possible sources by the rules</source>
        <translation>按规则筛选来源图斑(&amp;P)</translation>
    </message>
    <message>
        <source>Find what the rules allow as a source, by class, planting code and year, and select it on the map.</source>
        <translation>按地类、种植属性和调查年份，查出规则允许作为来源的图斑，并在地图上选中。</translation>
    </message>
    <message>
        <source>Only these</source>
        <translation>只看这些</translation>
    </message>
    <message>
        <source>Find only polygons that the rules allow as a source.</source>
        <translation>只查规则允许作为来源的图斑。</translation>
    </message>
    <message>
        <source>C&amp;lass</source>
        <translation>地类(&amp;L)</translation>
    </message>
    <message>
        <source>Land classes to find, with the number of their polygons. None ticked means any.</source>
        <translation>要查的地类及其图斑数。一个都不勾即不限。</translation>
    </message>
    <message>
        <source>Pla&amp;nting code</source>
        <translation>种植属性(&amp;N)</translation>
    </message>
    <message>
        <source>Planting codes (ZZSXDM) to find. None ticked means any.</source>
        <translation>要查的种植属性代码（ZZSXDM）。一个都不勾即不限。</translation>
    </message>
    <message>
        <source>Planting codes</source>
        <translation>种植属性代码</translation>
    </message>
    <message>
        <source>Slope &amp;grade</source>
        <translation>坡度级别(&amp;G)</translation>
    </message>
    <message>
        <source>Slope grades of the survey (GDPDJB, 1 to 5; only cropland has one). None ticked means any.</source>
        <translation>调查的耕地坡度级别（GDPDJB，1～5 级，只有耕地有）。一个都不勾即不限。</translation>
    </message>
    <message>
        <source>Slope grades</source>
        <translation>坡度级别</translation>
    </message>
    <message>
        <source>&amp;Area</source>
        <translation>面积(&amp;A)</translation>
    </message>
    <message>
        <source>Smallest area in mu, by the survey&apos;s own area (TBMJ). Empty means any.</source>
        <translation>最小面积（亩），按调查的图斑面积（TBMJ）。不填即不限。</translation>
    </message>
    <message>
        <source>Smallest area in mu</source>
        <translation>最小面积（亩）</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Largest area in mu, by the survey&apos;s own area (TBMJ). Empty means any.</source>
        <translation>最大面积（亩），按调查的图斑面积（TBMJ）。不填即不限。</translation>
    </message>
    <message>
        <source>Largest area in mu</source>
        <translation>最大面积（亩）</translation>
    </message>
    <message>
        <source>Te&amp;xt</source>
        <translation>文字(&amp;X)</translation>
    </message>
    <message>
        <source>Part of the survey id (BSM), the polygon&apos;s number (TBBH) or the village&apos;s name.</source>
        <translation>标识码（BSM）、图斑编号（TBBH）或坐落单位名称的一部分。</translation>
    </message>
    <message>
        <source>Id, number or village</source>
        <translation>标识码、编号或村名</translation>
    </message>
    <message>
        <source>Townships and villages</source>
        <translation>乡镇和村</translation>
    </message>
    <message>
        <source>&amp;Select on the map</source>
        <translation>在地图上选中(&amp;S)</translation>
    </message>
    <message>
        <source>Select what was found in the survey layer, and show it.</source>
        <translation>在调查图层中选中查到的图斑。</translation>
    </message>
    <message>
        <source>&amp;Tag all found</source>
        <translation>全部标记(&amp;T)</translation>
    </message>
    <message>
        <source>All that was found becomes a candidate. Undo takes it back.</source>
        <translation>查到的全部标记为候选，可以撤销。</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>清空条件(&amp;R)</translation>
    </message>
    <message>
        <source>Ask for anything again.</source>
        <translation>清除所有筛选条件。</translation>
    </message>
    <message>
        <source>The county&apos;s reserve pool: a GeoPackage, or pg:CONNECTION/SCHEMA on a server.</source>
        <translation>本县储备库：GeoPackage 文件，或服务器上的 pg:连接名/模式名。</translation>
    </message>
    <message>
        <source>On a server…</source>
        <translation>在服务器上…</translation>
    </message>
    <message>
        <source>Choose or make a pool on a PostgreSQL server that the office shares.</source>
        <translation>选择或新建全办公室共用的 PostgreSQL 服务器上的储备库。</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>已看</translation>
    </message>
    <message>
        <source>All candidates were looked at.</source>
        <translation>候选图斑都已看过。</translation>
    </message>
    <message>
        <source>{seen} of {count} seen</source>
        <translation>已看 {seen} / {count}</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>The shape can&apos;t be brought into the survey layer&apos;s reference system.</source>
        <translation>画的图形无法转换到调查图层的坐标系。</translation>
    </message>
    <message>
        <source>Zhanbu: looking for parcels</source>
        <translation>占补：查找图斑</translation>
    </message>
    <message>
        <source>&amp;Tag the selection</source>
        <translation>标记所选(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Untag the selection</source>
        <translation>取消标记(&amp;U)</translation>
    </message>
    <message>
        <source>What is selected in the list, else on the map, is no candidate any more (Del).</source>
        <translation>取消列表中所选图斑的标记；列表中没有选时，取消地图上所选的（Del）。</translation>
    </message>
    <message>
        <source>A row shows its parcel on the map. Areas are ellipsoid areas in mu.</source>
        <translation>选中一行，地图定位到该图斑。面积为椭球面积（亩）。</translation>
    </message>
    <message>
        <source>◀</source>
        <translation>◀</translation>
    </message>
    <message>
        <source>Look at the parcel before (Alt+Up)</source>
        <translation>看上一个图斑（Alt+↑）</translation>
    </message>
    <message>
        <source>Previous parcel</source>
        <translation>上一个图斑</translation>
    </message>
    <message>
        <source>▶</source>
        <translation>▶</translation>
    </message>
    <message>
        <source>Look at the next parcel (Alt+Down)</source>
        <translation>看下一个图斑（Alt+↓）</translation>
    </message>
    <message>
        <source>Next parcel</source>
        <translation>下一个图斑</translation>
    </message>
    <message>
        <source>Next &amp;not seen</source>
        <translation>下一个未看(&amp;N)</translation>
    </message>
    <message>
        <source>Look at the next parcel that nobody has looked at yet (Alt+Right)</source>
        <translation>看下一个还没看过的图斑（Alt+→）</translation>
    </message>
    <message>
        <source>Pan only</source>
        <translation>只平移</translation>
    </message>
    <message>
        <source>Move the map to the parcel, but leave its scale as it is.</source>
        <translation>地图移到该图斑，比例尺不变。</translation>
    </message>
    <message>
        <source>No candidates yet: find them by filters, or tag them on the map.</source>
        <translation>还没有候选图斑：用“查找”筛选，或在地图上标记。</translation>
    </message>
    <message>
        <source>Tag by click</source>
        <translation>点选</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>框选</translation>
    </message>
    <message>
        <source>Drag a rectangle on the map: what it touches is tagged, with Ctrl untagged.</source>
        <translation>在地图上拉一个矩形框：碰到的图斑都标记；按住 Ctrl 则取消标记。</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>圈选</translation>
    </message>
    <message>
        <source>Draw a polygon on the map; the right button ends it. What it touches is tagged, with Ctrl untagged.</source>
        <translation>在地图上画一个多边形，右键结束：碰到的图斑都标记；按住 Ctrl 则取消标记。</translation>
    </message>
    <message>
        <source>Take the last step of this page back: tagging, untagging, or a division.</source>
        <translation>撤销本页的上一步：标记、取消标记或分割。</translation>
    </message>
    <message>
        <source>Ways of selecting</source>
        <translation>选图斑的方式</translation>
    </message>
    <message>
        <source>Reversing {uid} would leave the project {project} with {after:.2f} m²; it takes {area:.2f} m².</source>
        <translation>冲正 {uid} 后，项目 {project} 将占用 {after:.2f} 平方米，而该项目只需 {area:.2f} 平方米。</translation>
    </message>
    <message>
        <source>Release what was linked to it since, then reverse.</source>
        <translation>请先解除该项目其后的挂钩，再冲正。</translation>
    </message>
    <message>
        <source>Reversing {uid} would give {amount:.2f} m² back to lot {lot}; its parcel has the lot {other} by now.</source>
        <translation>冲正 {uid} 将使批次 {lot} 恢复 {amount:.2f} 平方米，而其图斑现已另有批次 {other}。</translation>
    </message>
    <message>
        <source>Reverse the admission of the later lot first.</source>
        <translation>请先冲正其后批次的入账。</translation>
    </message>
    <message>
        <source>Nothing is called “{name}” on this paper.</source>
        <translation>此文书中没有名为“{name}”的内容。</translation>
    </message>
    <message>
        <source>A row of the list “{name}” is taller than a page.</source>
        <translation>列表“{name}”有一行高过整页。</translation>
    </message>
    <message>
        <source>Make its columns wider in papers.yaml, or its letters smaller.</source>
        <translation>请在 papers.yaml 中加宽相应列，或减小字号。</translation>
    </message>
    <message>
        <source>Make the papers of a batch</source>
        <translation>制作批次文书</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>文书</translation>
    </message>
    <message>
        <source>Which papers to make. Empty: all of them.</source>
        <translation>要制作的文书；留空则全部制作。</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Name of the office that makes the papers. Empty leaves room to write it.</source>
        <translation>制作文书的单位名称；留空则在纸上留出填写位置。</translation>
    </message>
    <message>
        <source>Folder of the papers</source>
        <translation>文书文件夹</translation>
    </message>
    <message>
        <source>Where the files go; one of the same name is replaced.</source>
        <translation>文件存放位置；同名文件会被替换。</translation>
    </message>
    <message>
        <source>Number of files</source>
        <translation>文件数</translation>
    </message>
    <message>
        <source>Number of pages</source>
        <translation>页数</translation>
    </message>
    <message>
        <source>Folder of templates</source>
        <translation>模板文件夹</translation>
    </message>
    <message>
        <source>Your own copy of resources/papers. What it lacks comes from the plugin.</source>
        <translation>本县自己的 resources/papers 副本；其中没有的取自插件。</translation>
    </message>
    <message>
        <source>English title too</source>
        <translation>同时印英文标题</translation>
    </message>
    <message>
        <source>Put the English title under the Chinese one.</source>
        <translation>在中文标题下加印英文标题。</translation>
    </message>
    <message>
        <source>PARCELS: the batch has no parcel {numbers}.</source>
        <translation>PARCELS：该批次没有地块 {numbers}。</translation>
    </message>
    <message>
        <source>The window doesn&apos;t answer, so no paper can be laid out.</source>
        <translation>窗口没有响应，无法排版文书。</translation>
    </message>
    <message>
        <source>Close the dialogs that wait for you, and try again.</source>
        <translation>请关闭等待操作的对话框后重试。</translation>
    </message>
    <message>
        <source>A part of only {area:.2f} m² would lie beside the line.</source>
        <translation>线的一侧只剩 {area:.2f} 平方米。</translation>
    </message>
    <message>
        <source>Draw the line further inside, or beyond the parcel&apos;s edge.</source>
        <translation>把线画得更靠里，或画到图斑边界以外。</translation>
    </message>
    <message>
        <source>Prints the papers of a batch as PDF, in Chinese, from the pool: application (申请表), verification form (核查表), public notice with map (公示), summary by township and class (汇总表), map (位置图), report of the check (检查报告), record of a spot check (抽查记录表), a sheet for each parcel with map, boundary points, findings and photos (地块信息表), the pool's yearly report (年度报告) and the sheets of links that took of its parcels (挂钩确认单). The layouts are templates of QGIS: copy the folder resources/papers of the plugin, edit texts and columns in papers.yaml and the layouts (.qpt) in the layout designer, and give the copy as TEMPLATES. Without SEED, the spot check is drawn with SYSTEM|county|year|CITY|1. The same pool gives the same files to the byte.</source>
        <translation>由储备库将一个批次的文书打印为 PDF：申请表、核查表、公示（附图）、按乡镇和地类的汇总表、位置图、检查报告、抽查记录表、每个地块的信息表（附图、界址点、检查结果、照片）、储备库年度报告，以及占用了本批次地块的挂钩确认单。版面是 QGIS 布局模板：复制插件的 resources/papers 文件夹，在 papers.yaml 中修改文字和列，在布局设计器中修改版面（.qpt），再把副本作为 TEMPLATES 给出。不填 SEED 时，抽查按“系统|县代码|年份|CITY|1”抽取。同一储备库制作的文件逐字节相同。</translation>
    </message>
    <message>
        <source>Numbers or ids of parcels to make sheets of, with commas between. Empty: all of the batch.</source>
        <translation>要制作信息表的地块编号或标识，用逗号分隔；留空则为批次内全部地块。</translation>
    </message>
    <message>
        <source>The parcels to divide aren&apos;t all in the layer any more.</source>
        <translation>要分割的图斑有的已不在图层中。</translation>
    </message>
    <message>
        <source>Ask for the division again.</source>
        <translation>请重新分割。</translation>
    </message>
    <message>
        <source>The pieces were changed since; they can&apos;t be put together again.</source>
        <translation>分割后的地块后来又改动过，无法合并还原。</translation>
    </message>
    <message>
        <source>Delete them, and take their parcel from the survey once more.</source>
        <translation>请删除这些地块，从调查图层重新取原图斑。</translation>
    </message>
    <message>
        <source>The layer didn&apos;t take the change ({reason}).</source>
        <translation>图层未能写入（{reason}）。</translation>
    </message>
    <message>
        <source>See that its file may be written, and that no other program has it open.</source>
        <translation>请确认文件可写，且没有被其他程序打开。</translation>
    </message>
    <message>
        <source>The layer is being edited.</source>
        <translation>图层正在编辑。</translation>
    </message>
    <message>
        <source>Save your edits or drop them, and switch editing off.</source>
        <translation>请先保存或放弃编辑，再退出编辑状态。</translation>
    </message>
    <message>
        <source>There is such a file already.</source>
        <translation>文件已存在。</translation>
    </message>
    <message>
        <source>Choose another name: a working copy never replaces a file.</source>
        <translation>请换一个名称：作业图层不会覆盖已有文件。</translation>
    </message>
    <message>
        <source>The working copy can&apos;t be written ({reason}).</source>
        <translation>作业图层无法写入（{reason}）。</translation>
    </message>
    <message>
        <source>Choose another folder, or make room on the disk.</source>
        <translation>请换一个文件夹，或清理磁盘空间。</translation>
    </message>
    <message>
        <source>&amp;Working copy of the candidates…</source>
        <translation>由候选图斑建立作业图层(&amp;W)…</translation>
    </message>
    <message>
        <source>Write the candidates into a GeoPackage of their own and go on there. The survey stays as it is.</source>
        <translation>把候选图斑写入单独的 GeoPackage，以后在其中作业。调查图层保持不变。</translation>
    </message>
    <message>
        <source>Split by line</source>
        <translation>按线分割</translation>
    </message>
    <message>
        <source>Draw a line right through candidates; the right button ends it. Each that it divides falls into parts.</source>
        <translation>画一条线穿过候选图斑，右键结束；被穿过的图斑分成几块。</translation>
    </message>
    <message>
        <source>Draw a part</source>
        <translation>画出一块</translation>
    </message>
    <message>
        <source>Draw a polygon over candidates; the right button ends it. What lies inside becomes a part of its own.</source>
        <translation>在候选图斑上画一个多边形，右键结束；多边形以内的部分单独成块。</translation>
    </message>
    <message>
        <source>&amp;Preview: cut out excluded ground</source>
        <translation>预览切除(&amp;P)</translation>
    </message>
    <message>
        <source>Check the rows that are selected under “Candidates”, else all, and show what the rules would cut out of them. Nothing is changed yet.</source>
        <translation>检查“候选地块”中选中的行（没有选则全部），显示按规则要切除的部分。此时还不改动任何数据。</translation>
    </message>
    <message>
        <source>Area kept and lost of each parcel</source>
        <translation>各地块保留和切除的面积</translation>
    </message>
    <message>
        <source>On the map, kept ground is outlined and lost ground is crosshatched. Areas are ellipsoid areas in mu.</source>
        <translation>地图上，保留部分画边线，切除部分打交叉线。面积为椭球面积（亩）。</translation>
    </message>
    <message>
        <source>Cut &amp;out</source>
        <translation>切除(&amp;O)</translation>
    </message>
    <message>
        <source>Replace the parcels by their pieces in the working copy. Undo takes it back.</source>
        <translation>在作业图层中用切好的地块代替原地块，可以撤销。</translation>
    </message>
    <message>
        <source>&amp;Drop the preview</source>
        <translation>放弃预览(&amp;D)</translation>
    </message>
    <message>
        <source>Leave the parcels as they are.</source>
        <translation>地块保持不变。</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>切除</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>块数</translation>
    </message>
    <message>
        <source>{count} candidates are in the working copy {name} now.</source>
        <translation>{count} 个候选图斑已写入作业图层 {name}。</translation>
    </message>
    <message>
        <source>Zhanbu: working copy</source>
        <translation>占补：建立作业图层</translation>
    </message>
    <message>
        <source>Zhanbu: dividing parcels</source>
        <translation>占补：分割图斑</translation>
    </message>
    <message>
        <source>Zhanbu: cutting out</source>
        <translation>占补：计算切除部分</translation>
    </message>
    <message>
        <source>Divided here are the candidates of the working copy; the survey stays as it is.</source>
        <translation>在此分割作业图层中的候选地块；调查图层保持不变。</translation>
    </message>
    <message>
        <source>Parcels are divided in a working copy, so that the survey stays as it is. Make one first.</source>
        <translation>分割在作业图层中进行，不改动调查图层。请先建立作业图层。</translation>
    </message>
    <message>
        <source>No candidate was divided: a line must run right through it.</source>
        <translation>没有分割任何候选图斑：线须穿过整个图斑。</translation>
    </message>
    <message>
        <source>{count} parcels: {kept} kept (outlined), {lost} lost (crosshatched)</source>
        <translation>{count} 个地块：保留 {kept}（边线），切除 {lost}（交叉线）</translation>
    </message>
    <message>
        <source>There is nothing to cut out of these parcels.</source>
        <translation>这些地块没有要切除的部分。</translation>
    </message>
    <message>
        <source>candidates-{county}.gpkg</source>
        <translation>拟补充地块-{county}.gpkg</translation>
    </message>
    <message>
        <source>Working copy</source>
        <translation>作业图层</translation>
    </message>
    <message>
        <source>Divide</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>Unit of the area</source>
        <translation>面积单位</translation>
    </message>
    <message>
        <source>Whether there is such a day</source>
        <translation>是否有该日期</translation>
    </message>
    <message>
        <source>Illegal occupation</source>
        <translation>违法占用耕地</translation>
    </message>
    <message>
        <source>Cropland in and out missed its balance</source>
        <translation>耕地“进出平衡”未达到要求</translation>
    </message>
    <message>
        <source>Area to be frozen in all.</source>
        <translation>需冻结的总面积。</translation>
    </message>
    <message>
        <source>What the city says it has; it counts where the rules say so.</source>
        <translation>设区市告知的可用指标；规则规定由市级承担时才计入。</translation>
    </message>
    <message>
        <source>City has</source>
        <translation>市级可用</translation>
    </message>
    <message>
        <source>Day by which it is to be rectified; a shortfall needs one.</source>
        <translation>整改期限；进出平衡缺口必须填写。</translation>
    </message>
    <message>
        <source>Lift: free again</source>
        <translation>解冻：恢复可用</translation>
    </message>
    <message>
        <source>Use for the project itself</source>
        <translation>转用：用于该项目本身</translation>
    </message>
    <message>
        <source>Deduct: taken away</source>
        <translation>扣减：予以核减</translation>
    </message>
    <message>
        <source>How much of it ends; 0: all that is left.</source>
        <translation>结束冻结的面积；填 0 表示全部剩余。</translation>
    </message>
    <message>
        <source>Day on which it was put right.</source>
        <translation>完成整改的日期。</translation>
    </message>
    <message>
        <source>Rectified on</source>
        <translation>整改完成日期</translation>
    </message>
    <message>
        <source>{number}: {left} left</source>
        <translation>{number}：剩余 {left}</translation>
    </message>
    <message>
        <source>Projects that have land linked which isn&apos;t written off yet.</source>
        <translation>已挂钩而尚未核销的项目。</translation>
    </message>
    <message>
        <source>{number}: {linked} linked</source>
        <translation>{number}：已挂钩 {linked}</translation>
    </message>
    <message>
        <source>Area that was approved; what else is linked is released.</source>
        <translation>批准使用的面积；其余已挂钩部分予以释放。</translation>
    </message>
    <message>
        <source>Approved area</source>
        <translation>批准面积</translation>
    </message>
    <message>
        <source>County government</source>
        <translation>县级人民政府</translation>
    </message>
    <message>
        <source>City government</source>
        <translation>市级人民政府</translation>
    </message>
    <message>
        <source>Provincial government</source>
        <translation>省级人民政府</translation>
    </message>
    <message>
        <source>Area handed over.</source>
        <translation>调剂面积。</translation>
    </message>
    <message>
        <source>How much of it is paddy.</source>
        <translation>其中水田面积。</translation>
    </message>
    <message>
        <source>&amp;Try</source>
        <translation>试算(&amp;T)</translation>
    </message>
    <message>
        <source>This was a trial: the pool is as it was.</source>
        <translation>以上为试算结果：储备库没有变动。</translation>
    </message>
    <message>
        <source>{act}: booked.</source>
        <translation>{act}：已入账。</translation>
    </message>
    <message>
        <source>Number of the document by which it is done (文号).</source>
        <translation>办理依据文件的文号。</translation>
    </message>
    <message>
        <source>Before (mu)</source>
        <translation>办理前（亩）</translation>
    </message>
    <message>
        <source>Afterwards (mu)</source>
        <translation>办理后（亩）</translation>
    </message>
    <message>
        <source>Change (mu)</source>
        <translation>变动（亩）</translation>
    </message>
    <message>
        <source>Balances before and afterwards</source>
        <translation>办理前后余额</translation>
    </message>
    <message>
        <source>Show the balances before and afterwards; nothing is booked.</source>
        <translation>显示办理前后的余额，不入账。</translation>
    </message>
    <message>
        <source>Write off</source>
        <translation>核销</translation>
    </message>
    <message>
        <source>Other business…</source>
        <translation>其他业务…</translation>
    </message>
    <message>
        <source>Write off, release, freeze, end a freeze, transfer; the balances before and afterwards are shown first.</source>
        <translation>核销、解除挂钩、冻结、解冻、调剂；先显示办理前后的余额。</translation>
    </message>
    <message>
        <source>Posting {uid} of the history can&apos;t be read ({reason}).</source>
        <translation>历史记录中的记账 {uid} 无法读取（{reason}）。</translation>
    </message>
    <message>
        <source>The shapefile doesn&apos;t say what the layer says.</source>
        <translation>Shapefile 与图层不一致。</translation>
    </message>
    <message>
        <source>The paper was changed, or wasn&apos;t made for these parcels.</source>
        <translation>文书被改动，或不是为这些地块制作的。</translation>
    </message>
    <message>
        <source>The paper holds something that would run when it is opened.</source>
        <translation>文书含有打开时会运行的内容。</translation>
    </message>
    <message>
        <source>The entries of posting {uid} don&apos;t add up to nothing.</source>
        <translation>记账 {uid} 的各分录合计不为零。</translation>
    </message>
    <message>
        <source>Packs a batch of the pool for the city: parcels as GeoPackage and shapefile (GBK), coordinates as TXT, list, summary, ledger, findings and materials as XLSX, report of the check and map as PDF, history and a manifest with the SHA-256 of every file and of the rule set. Built twice, it is the same to the byte. The package is read again and compared before it is handed over.</source>
        <translation>为市级打包储备库中的一个批次：GeoPackage 和 Shapefile（GBK）图层、TXT 坐标、XLSX 清单、汇总、台账、检查结果和材料清单、PDF 检查报告和位置图、历史记录，以及列有每个文件和规则集 SHA-256 的清单文件。打包两次，逐字节相同。交出前会重新读取报送包并逐项比对。</translation>
    </message>
    <message>
        <source>The city&apos;s database is a GeoPackage.</source>
        <translation>市级汇总库应为 GeoPackage 文件。</translation>
    </message>
    <message>
        <source>Give a name that ends in .gpkg.</source>
        <translation>文件名请以 .gpkg 结尾。</translation>
    </message>
    <message>
        <source>The file is there and isn&apos;t a city&apos;s database, so it isn&apos;t replaced.</source>
        <translation>同名文件已存在且不是市级汇总库，未覆盖。</translation>
    </message>
    <message>
        <source>Give another name.</source>
        <translation>请另起名称。</translation>
    </message>
    <message>
        <source>The city&apos;s database can&apos;t be written ({reason}).</source>
        <translation>市级汇总库无法写入（{reason}）。</translation>
    </message>
    <message>
        <source>Check the disk and the folder&apos;s permissions, and close programs that read it.</source>
        <translation>请检查磁盘和文件夹权限，并关闭正在读取它的程序。</translation>
    </message>
    <message>
        <source>Give a short name, for example city_139900.</source>
        <translation>请取较短的名称，例如 city_139900。</translation>
    </message>
    <message>
        <source>The schema is there and isn&apos;t a city&apos;s database, so it isn&apos;t replaced.</source>
        <translation>同名模式已存在且不是市级汇总库，未覆盖。</translation>
    </message>
    <message>
        <source>Zhanbu: excluded ground</source>
        <translation>占补：不能计入的部分</translation>
    </message>
    <message>
        <source>Opens the packages of several counties at once and lays their parcels into one layer, with totals for each package and the ground that parcels of different packages claim twice. Of several versions of a submission the latest counts. Every package is verified first; one that contradicts itself is refused. Run it again when new packages have come: the outputs are made afresh from the packages alone. A database of the city, a GeoPackage or a schema of PostgreSQL/PostGIS, is replaced as a whole or stays as it was; nobody can change it otherwise.</source>
        <translation>同时打开多个县的报送包，将地块汇入一个图层，列出各包合计和不同报送包重复申报的范围。同一报送有多个版本的，以最新版本为准。每个包先核验，自相矛盾的不予接收。收到新包后重新运行即可：成果只依据报送包重新生成。市级汇总库（GeoPackage 或 PostgreSQL/PostGIS 模式）要么整体更新，要么保持原状，不能以其他方式修改。</translation>
    </message>
    <message>
        <source>The city&apos;s database</source>
        <translation>市级汇总库</translation>
    </message>
    <message>
        <source>Path of a GeoPackage, or pg:CONNECTION/SCHEMA with a PostgreSQL connection of QGIS, that keeps parcels, packages, totals by system and county, and ground claimed twice for everybody to read.</source>
        <translation>GeoPackage 路径，或以 QGIS 的 PostgreSQL 连接填写 pg:连接名/模式名；其中保存地块、报送包、分类分县合计和重复申报范围，供各科室查阅。</translation>
    </message>
    <message>
        <source>The database server was lost just when the change was to be kept.</source>
        <translation>数据库服务器恰在保存更改时断开。</translation>
    </message>
    <message>
        <source>Look into the pool&apos;s history whether it is there before you do it again.</source>
        <translation>请先在储备库的办理记录中查看该更改是否已存入，再决定是否重做。</translation>
    </message>
    <message>
        <source>Tolerance of areas (m²)</source>
        <translation>面积容差（平方米）</translation>
    </message>
    <message>
        <source>For overlaps with the reviewer&apos;s layers.</source>
        <translation>用于与核查图层的重叠面积。</translation>
    </message>
    <message>
        <source>Tolerance of slopes (°)</source>
        <translation>坡度容差（°）</translation>
    </message>
    <message>
        <source>For slopes from the reviewer&apos;s elevation model.</source>
        <translation>用于按核查 DEM 量算的坡度。</translation>
    </message>
    <message>
        <source>Tolerance of shares (0 to 1)</source>
        <translation>占比容差（0–1）</translation>
    </message>
    <message>
        <source>For shares of a parcel, such as its steep part.</source>
        <translation>用于占图斑面积的比例，例如陡坡部分。</translation>
    </message>
    <message>
        <source>A check that fails here and passed there is a note if the values lie no further apart.</source>
        <translation>两次结果一通过、一不通过，而数值相差不超过容差的，只作提示，不作为问题。</translation>
    </message>
    <message>
        <source>Crosshatched on the map: {area} that can&apos;t be credited.</source>
        <translation>地图上打交叉线的 {area} 不能计入。</translation>
    </message>
    <message>
        <source>Zhanbu: list of findings</source>
        <translation>占补：检查结果表</translation>
    </message>
    <message>
        <source>{rows} rows written: {file}</source>
        <translation>已写出 {rows} 行：{file}</translation>
    </message>
    <message>
        <source>List as a workbook</source>
        <translation>检查结果表</translation>
    </message>
    <message>
        <source>{count} parcels, {rows} rows; rules {rules}, as of {day}</source>
        <translation>{count} 个地块，{rows} 行；规则 {rules}，基准日期 {day}</translation>
    </message>
    <message>
        <source>Findings of the check</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>Check id</source>
        <translation>检查项编号</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>效力</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>检查结论</translation>
    </message>
    <message>
        <source>Only in &amp;view</source>
        <translation>仅当前视图(&amp;V)</translation>
    </message>
    <message>
        <source>List only parcels that the map shows now; the list follows the map.</source>
        <translation>只列出地图上当前看得到的地块；列表随地图变化。</translation>
    </message>
    <message>
        <source>Only &amp;mine</source>
        <translation>仅我的候选(&amp;M)</translation>
    </message>
    <message>
        <source>List only parcels that are tagged as candidates in this project.</source>
        <translation>只列出本工程中标记为候选的地块。</translation>
    </message>
    <message>
        <source>Write the check as a page to read and print, or the list as it stands as a workbook (XLSX).</source>
        <translation>把检查结果写成可阅读、打印的网页，或把当前列表写成表格（XLSX）。</translation>
    </message>
    <message>
        <source>Zhanbu tables</source>
        <translation>占补宽表</translation>
    </message>
    <message>
        <source>Findings and postings in all their columns, at the bottom of the window</source>
        <translation>在窗口底部显示检查结果和台账的全部列</translation>
    </message>
    <message>
        <source>Zhanbu: tables</source>
        <translation>占补：宽表</translation>
    </message>
    <message>
        <source>Findings in all their columns</source>
        <translation>检查结果（全部列）</translation>
    </message>
    <message>
        <source>{count} more findings are in findings.xlsx.</source>
        <translation>另有 {count} 条，见 findings.xlsx。</translation>
    </message>
    <message>
        <source>Sheet {name} has rows of another height.</source>
        <translation>工作表“{name}”的行高与生成时不一致。</translation>
    </message>
    <message>
        <source>Zhanbu: file</source>
        <translation>占补：地块档案</translation>
    </message>
    <message>
        <source>Choose a parcel on the tab “Steps” and press “File…”, or double-click it.</source>
        <translation>请在“办理”页选中一个地块后点“档案…”，或双击该地块。</translation>
    </message>
    <message>
        <source>Parcel {number}</source>
        <translation>地块 {number}</translation>
    </message>
    <message>
        <source>Entry {number} of the history, recorded {when}</source>
        <translation>历史第 {number} 条，登记时间 {when}</translation>
    </message>
    <message>
        <source>Drag photos in to put them on file; one that is chosen is shown on the map.</source>
        <translation>把照片拖到这里即可归档；选中的照片会在地图上标出。</translation>
    </message>
    <message>
        <source>History of the parcel</source>
        <translation>地块历史</translation>
    </message>
    <message>
        <source>Shape changed</source>
        <translation>图形变更</translation>
    </message>
    <message>
        <source>Linked with a matter</source>
        <translation>关联事项</translation>
    </message>
    <message>
        <source>Entered the pool: {state}</source>
        <translation>入库：{state}</translation>
    </message>
    <message>
        <source>{before} → {after}</source>
        <translation>{before} → {after}</translation>
    </message>
    <message>
        <source>On file: {kind}, {file}</source>
        <translation>归档：{kind}，{file}</translation>
    </message>
    <message>
        <source>Filled in: {form}</source>
        <translation>填报：{form}</translation>
    </message>
    <message>
        <source>Drag photos or papers here from a folder to put them on file.</source>
        <translation>从文件夹把照片或材料拖到这里即可归档。</translation>
    </message>
    <message>
        <source>Photos of the parcel</source>
        <translation>地块照片</translation>
    </message>
    <message>
        <source>day unknown</source>
        <translation>日期不详</translation>
    </message>
    <message>
        <source>place unknown</source>
        <translation>位置不详</translation>
    </message>
    <message>
        <source>direction unknown</source>
        <translation>方向不详</translation>
    </message>
    <message>
        <source>looking {degrees}°</source>
        <translation>拍摄方向 {degrees}°</translation>
    </message>
    <message>
        <source>The file beside the pool can&apos;t be read.</source>
        <translation>储备库旁的文件无法读取。</translation>
    </message>
    <message>
        <source>What the step asks for</source>
        <translation>本环节要求</translation>
    </message>
    <message>
        <source>Papers: {names}</source>
        <translation>材料：{names}</translation>
    </message>
    <message>
        <source>Double-click to put them on file.</source>
        <translation>双击即可归档。</translation>
    </message>
    <message>
        <source>To fill in: {names}</source>
        <translation>填报：{names}</translation>
    </message>
    <message>
        <source>Double-click to fill it in.</source>
        <translation>双击即可填报。</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺少</translation>
    </message>
    <message>
        <source>Met</source>
        <translation>已满足</translation>
    </message>
    <message>
        <source>Not asked</source>
        <translation>未核对</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>档案…</translation>
    </message>
    <message>
        <source>History, papers and photos of the selected parcel.</source>
        <translation>所选地块的历史、材料和照片。</translation>
    </message>
    <message>
        <source>Zhanbu: guide</source>
        <translation>占补：操作指南</translation>
    </message>
    <message>
        <source>Chapter of the guide</source>
        <translation>指南内容</translation>
    </message>
    <message>
        <source>Open the sample county: a project of its own, with every layer and an empty pool.</source>
        <translation>打开示例县：一个独立的工程，图层齐全，储备库为空。</translation>
    </message>
    <message>
        <source>Check: press “Check”, choose a finding, and read what was measured and what to do.</source>
        <translation>检查：点“检查”，选中一条检查结果，看实测值和处理办法。</translation>
    </message>
    <message>
        <source>Push what is eligible into the pool, at the foot of the page “Check”.</source>
        <translation>入库：在“检查”页底部把合格地块推送入库。</translation>
    </message>
    <message>
        <source>Submit: pack the batch for the city, and verify the package.</source>
        <translation>报送：打包批次，并核验报送包。</translation>
    </message>
    <message>
        <source>Guide, step {number} of {count}: {text}</source>
        <translation>引导，第 {number} 步（共 {count} 步）：{text}</translation>
    </message>
    <message>
        <source>Zhanbu sample county</source>
        <translation>占补示例县</translation>
    </message>
    <message>
        <source>The sample county can&apos;t be copied ({reason}).</source>
        <translation>示例县无法复制（{reason}）。</translation>
    </message>
    <message>
        <source>Look whether the folder may be written and the disk has room.</source>
        <translation>请检查文件夹是否可写、磁盘是否有空间。</translation>
    </message>
    <message>
        <source>There are {count} copies of the sample county already.</source>
        <translation>示例县副本已有 {count} 个。</translation>
    </message>
    <message>
        <source>Delete some of them.</source>
        <translation>请删除一些副本。</translation>
    </message>
    <message>
        <source>The open project has changes that aren&apos;t saved.</source>
        <translation>当前工程有尚未保存的修改。</translation>
    </message>
    <message>
        <source>Save it, or begin a new project; then open the sample county.</source>
        <translation>请先保存或新建工程，再打开示例县。</translation>
    </message>
    <message>
        <source>The sample county can&apos;t be opened.</source>
        <translation>示例县无法打开。</translation>
    </message>
    <message>
        <source>Install the plugin anew.</source>
        <translation>请重新安装插件。</translation>
    </message>
    <message>
        <source>For the first time</source>
        <translation>初次使用</translation>
    </message>
    <message>
        <source>Open the sample county</source>
        <translation>打开示例县</translation>
    </message>
    <message>
        <source>Makes a copy in your folder for documents and opens it; nothing else is touched.</source>
        <translation>在您的“文档”文件夹中建立副本并打开，不影响其他内容。</translation>
    </message>
    <message>
        <source>Reason of the freeze</source>
        <translation>冻结原因</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>现状</translation>
    </message>
    <message>
        <source>Parcel file</source>
        <translation>档案</translation>
    </message>
    <message>
        <source>The reserve pool isn&apos;t where this project left it: {path}</source>
        <translation>储备库文件已不在工程原来记录的位置：{path}</translation>
    </message>
    <message>
        <source>Beside the project there is one of the same name: {path}</source>
        <translation>工程文件旁边有同名的储备库：{path}</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>使用它</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>暂不处理</translation>
    </message>
    <message>
        <source>Constraint layers</source>
        <translation>约束图层</translation>
    </message>
    <message>
        <source>Elevation</source>
        <translation>高程</translation>
    </message>
    <message>
        <source>The survey has its colours; {count} layers were moved into groups.</source>
        <translation>调查图层已按三调配色；{count} 个图层已归入图层组。</translation>
    </message>
    <message>
        <source>Arrange the project</source>
        <translation>整理工程</translation>
    </message>
    <message>
        <source>Give the survey its colours, and sort the layers at the top of the tree into groups: reserve pool, constraint layers, survey, elevation. Layers in groups of your own stay there.</source>
        <translation>调查图层按三调配色和注记，并把图层树顶层的图层依次归入储备库、约束图层、调查、高程各组。已在自建组中的图层不动。</translation>
    </message>
    <message>
        <source>Simulator</source>
        <translation>模拟测算</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>加入(&amp;A)</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Nothing is booked here; areas in mu.</source>
        <translation>此处不入账；面积单位为亩。</translation>
    </message>
    <message>
        <source>After</source>
        <translation>办理内容</translation>
    </message>
    <message>
        <source>Accounts after each act</source>
        <translation>逐项办理后的账户余额</translation>
    </message>
    <message>
        <source>At present</source>
        <translation>现有</translation>
    </message>
    <message>
        <source>Push them</source>
        <translation>入库</translation>
    </message>
    <message>
        <source>{name}: there is no such parameter. There are: {known}.</source>
        <translation>{name}：没有这个参数。可用参数：{known}。</translation>
    </message>
    <message>
        <source>{name} ({place})</source>
        <translation>{name}（{place}）</translation>
    </message>
    <message>
        <source>{code} is not in the list of counties that the plugin carries; it is used as it stands.</source>
        <translation>插件自带的行政区划代码表中没有 {code}；按所填代码使用。</translation>
    </message>
    <message>
        <source>Choose the county from the list.</source>
        <translation>请从列表中选择县（市、区）。</translation>
    </message>
    <message>
        <source>No county of that name is in the list; six digits are taken as they stand.</source>
        <translation>代码表中没有这个名称；可直接填六位代码。</translation>
    </message>
    <message>
        <source>Reads a package again and compares everything in it: hashes, counts, areas computed afresh from the shapes, tables, coordinates, findings and verdicts, history. With layers and a DEM of the reviewer&apos;s own, the county&apos;s checks are done again by the same rules, and what comes out otherwise is a problem too. A package with a problem isn&apos;t an error of the run: VALID is false and PROBLEMS lists what was found. Several packages may be given at once: each is verified by itself, VALID says whether all are valid, and ground that two of them claim is listed.</source>
        <translation>重新读取报送包并逐项比对：摘要、数量、按图形重新计算的面积、表格、坐标、检查结果与结论、历史记录。给出核查人自己的图层和 DEM 时，按同一规则重新检查，结果不同的也列为问题。报送包有问题不算运行出错：VALID 为假，PROBLEMS 列出查出的问题。可以一次给出多个报送包：逐个核验，VALID 表示是否全部有效，并列出两个报送包重复申报的范围。</translation>
    </message>
    <message>
        <source>ZIP files of other counties and of earlier submissions, verified as well and held against each other.</source>
        <translation>其他县和往期报送包（ZIP），一并核验并相互比对。</translation>
    </message>
    <message>
        <source>Folder of reports</source>
        <translation>报告文件夹</translation>
    </message>
    <message>
        <source>Folder that gets a page for each package, named after it.</source>
        <translation>存放核验报告的文件夹，每个报送包一页，以报送包命名。</translation>
    </message>
    <message>
        <source>The county that submits: its six digits, or a part of its name, of its city or province; choose it from the list.</source>
        <translation>报送的县（市、区）：填六位代码，或名称、所属市、省的一部分，再从列表中选择。</translation>
    </message>
    <message>
        <source>code or name</source>
        <translation>代码或名称</translation>
    </message>
    <message>
        <source>{role}: {layers} fit equally well. Choose one.</source>
        <translation>{role}：{layers} 同样符合，请选一个。</translation>
    </message>
    <message>
        <source>{role}: “{layer}” isn't taken, since its fields are those of another layer: {kind}.</source>
        <translation>{role}：未采用“{layer}”，它的字段属于另一种图层：{kind}。</translation>
    </message>
    <message>
        <source>Add packages…</source>
        <translation>添加报送包…</translation>
    </message>
    <message>
        <source>Open packages of one or several counties; each is verified at once.</source>
        <translation>打开一个或几个县的报送包，立即逐个核验。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Take the selected packages off the list; the files stay.</source>
        <translation>把所选报送包从清单中移除，文件不动。</translation>
    </message>
    <message>
        <source>Add the parcels of the selected packages to the map.</source>
        <translation>把所选报送包的地块加到地图上。</translation>
    </message>
    <message>
        <source>With my layers and DEM</source>
        <translation>用本级图层和 DEM</translation>
    </message>
    <message>
        <source>Repeat the county’s checks with the layers and the elevation model of the set-up.</source>
        <translation>用“设置”中的图层和 DEM，把县级做过的检查重做一遍。</translation>
    </message>
    <message>
        <source>Areas that lie no further apart are a note, not a problem.</source>
        <translation>面积相差不超过此值的只作提示，不算问题。</translation>
    </message>
    <message>
        <source> m²</source>
        <translation> m²</translation>
    </message>
    <message>
        <source>Slopes that lie no further apart are a note, not a problem.</source>
        <translation>坡度相差不超过此值的只作提示，不算问题。</translation>
    </message>
    <message>
        <source>°</source>
        <translation>°</translation>
    </message>
    <message>
        <source>Shares of a parcel that lie no further apart are a note, not a problem.</source>
        <translation>占地块比例相差不超过此值的只作提示，不算问题。</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>重新核验</translation>
    </message>
    <message>
        <source>Verify every package on the list again.</source>
        <translation>把清单上的报送包全部重新核验。</translation>
    </message>
    <message>
        <source>Compare versions</source>
        <translation>比对版本</translation>
    </message>
    <message>
        <source>What changed between two versions of a submission; select both.</source>
        <translation>同一报送的两个版本之间有哪些变化；先选中这两个版本。</translation>
    </message>
    <message>
        <source>County’s reply…</source>
        <translation>县级答复…</translation>
    </message>
    <message>
        <source>Hold the county’s answers on the return slip against what two versions show; select both.</source>
        <translation>把退回单上县级填写的整改情况与前后两个版本的实际变化逐条对照；先选中这两个版本。</translation>
    </message>
    <message>
        <source>Ground claimed twice</source>
        <translation>重复申报的范围</translation>
    </message>
    <message>
        <source>A package of the list that agrees with itself.</source>
        <translation>清单中自身核验一致的报送包。</translation>
    </message>
    <message>
        <source>Share of the area to be drawn. In Jiangxi the city takes 30 %, the province 15 %.</source>
        <translation>抽查面积比例。江西规定市级 30 %、省级 15 %。</translation>
    </message>
    <message>
        <source>Text that fixes the draw: SYSTEM|county|year|STAGE|number of the draw, or what was drawn in public.</source>
        <translation>决定抽取结果的种子：体系|县代码|年份|阶段|第几次抽取，或当众抽出的号码。</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>抽取</translation>
    </message>
    <message>
        <source>Draw the spot check; the same seed draws the same parcels on every computer.</source>
        <translation>抽取抽查地块；同一种子在任何电脑上抽出的结果相同。</translation>
    </message>
    <message>
        <source>Let every township reach the ratio by itself.</source>
        <translation>每个乡镇各自达到抽查比例。</translation>
    </message>
    <message>
        <source>Parcels with a waiver are looked at in any case and count towards the ratio.</source>
        <translation>有批准文件豁免检查的地块一律必查，并计入抽查比例。</translation>
    </message>
    <message>
        <source>Replace a large last one</source>
        <translation>末块过大时换小</translation>
    </message>
    <message>
        <source>Ids of parcels that are looked at in any case, with commas between.</source>
        <translation>必查地块的图斑标识，用逗号隔开。</translation>
    </message>
    <message>
        <source>parcels in any case</source>
        <translation>必查地块</translation>
    </message>
    <message>
        <source>A parcel of the package that wasn’t drawn.</source>
        <translation>报送包中未被抽到的地块。</translation>
    </message>
    <message>
        <source>Add parcel</source>
        <translation>增查地块</translation>
    </message>
    <message>
        <source>Look at this parcel too, though it wasn’t drawn.</source>
        <translation>虽未抽到，也核查这个地块。</translation>
    </message>
    <message>
        <source>Take results from a table or layer, such as the one that came back from the field.</source>
        <translation>从表格或图层读入核查结果，例如外业带回的图层。</translation>
    </message>
    <message>
        <source>Keep the table as a file, to go on another day or on site.</source>
        <translation>把表格存成文件，以便改天或到现场继续填写。</translation>
    </message>
    <message>
        <source>Number of the city’s document.</source>
        <translation>市级文件的文号。</translation>
    </message>
    <message>
        <source>Day of the opinion.</source>
        <translation>出具意见的日期。</translation>
    </message>
    <message>
        <source>yyyy-MM-dd</source>
        <translation>yyyy-MM-dd</translation>
    </message>
    <message>
        <source>List ground that another package of the list claims.</source>
        <translation>列出清单中其他报送包也申报的范围。</translation>
    </message>
    <message>
        <source>Parcels on ground that another package claims go back with R04.</source>
        <translation>与其他报送包重叠的地块以 R04 退回。</translation>
    </message>
    <message>
        <source>Opinion and slip…</source>
        <translation>出具意见和退回单…</translation>
    </message>
    <message>
        <source>Write the opinion (PDF) and, where a parcel goes back, the return slip (XLSX) into a folder.</source>
        <translation>在所选文件夹中生成核查意见（PDF）；有地块退回的，一并生成退回单（XLSX）。</translation>
    </message>
    <message>
        <source>Match layers</source>
        <translation>匹配图层</translation>
    </message>
    <message>
        <source>Fill what is empty with the layers of the project whose names or fields fit.</source>
        <translation>按名称和字段，用工程中的图层填上空缺项。</translation>
    </message>
    <message>
        <source>Submissions of the county, review of the city</source>
        <translation>县级报送、市级核查</translation>
    </message>
    <message>
        <source>County: submit</source>
        <translation>县级报送</translation>
    </message>
    <message>
        <source>{act}: book it?</source>
        <translation>{act}：确认入账？</translation>
    </message>
    <message>
        <source>Book it</source>
        <translation>确认入账</translation>
    </message>
    <message>
        <source>A posting is never deleted; what was booked wrongly is put right by another one.</source>
        <translation>分录不能删除；记错的只能用另一笔分录冲正。</translation>
    </message>
    <message>
        <source>Area affected; with a parcel, 0 is all that it was credited with.</source>
        <translation>涉及的面积；指定地块时填 0 即该地块已计入的全部面积。</translation>
    </message>
    <message>
        <source>Affected area</source>
        <translation>涉及面积</translation>
    </message>
    <message>
        <source>Why, in a word of the rules or in your own.</source>
        <translation>扣减原因：用规则中的说法，或自行填写。</translation>
    </message>
    <message>
        <source>Where a parcel is the cause: its id; its own lots are cut first. Else empty.</source>
        <translation>因某一地块扣减的填地块编号，先扣该地块自己的指标；否则留空。</translation>
    </message>
    <message>
        <source>Area of that lot that the project can&apos;t rely on; as much is taken of other lots.</source>
        <translation>该笔指标中项目不能再用的面积；从其他指标中补挂同等面积。</translation>
    </message>
    <message>
        <source>Wrong area</source>
        <translation>问题面积</translation>
    </message>
    <message>
        <source>Project and lot</source>
        <translation>项目和指标</translation>
    </message>
    <message>
        <source>What a project has of a lot whose ground turned out wrong.</source>
        <translation>项目所用的、地块有问题的指标。</translation>
    </message>
    <message>
        <source>{project}: {lot}, {area}</source>
        <translation>{project}：{lot}，{area}</translation>
    </message>
    <message>
        <source>The wrong posting. Those that rely on it are corrected before it.</source>
        <translation>记错的分录。后面依赖它的分录须先冲正。</translation>
    </message>
    <message>
        <source>A year is closed once. Reconcile with the newest survey and file the yearly reviews first.</source>
        <translation>一个年度只结转一次。请先与最新变更调查核对，并归档年度核查。</translation>
    </message>
    <message>
        <source>Year that is closed; it has to be over on the day.</source>
        <translation>要结转的年度；办理之日该年度须已结束。</translation>
    </message>
    <message>
        <source>What the former pool left; it is used before all others.</source>
        <translation>原储备库结余；先于其他指标使用。</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>结余</translation>
    </message>
    <message>
        <source>What the former pool owed; it is settled first from whatever comes in.</source>
        <translation>原储备库欠账；以后入账的面积先行抵扣。</translation>
    </message>
    <message>
        <source>The control scale of the year.</source>
        <translation>当年占用管控规模。</translation>
    </message>
    <message>
        <source>Control scale</source>
        <translation>管控规模</translation>
    </message>
    <message>
        <source>Six digits of the city (…00) or county whose scale it is.</source>
        <translation>管控规模所属市（…00）或县的六位代码。</translation>
    </message>
    <message>
        <source>{carried} go into {year}, {void} are void.</source>
        <translation>{carried}转入 {year} 年，{void}作废。</translation>
    </message>
    <message>
        <source>{count} reviews of {year} are missing: {names}</source>
        <translation>{year} 年缺 {count} 项年度核查：{names}</translation>
    </message>
    <message>
        <source>{area} above the scale are linked, used or frozen and were not cut.</source>
        <translation>超出规模的 {area} 已挂钩、已使用或冻结，未扣减。</translation>
    </message>
    <message>
        <source>not put right in time</source>
        <translation>逾期未整改</translation>
    </message>
    <message>
        <source>no cropland by the survey</source>
        <translation>变更调查认定不是耕地</translation>
    </message>
    <message>
        <source>above the control scale</source>
        <translation>超出管控规模</translation>
    </message>
    <message>
        <source>poorly tended</source>
        <translation>管护不到位</translation>
    </message>
    <message>
        <source>declined in quality</source>
        <translation>质量下降</translation>
    </message>
    <message>
        <source>degraded</source>
        <translation>退化</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>灭失</translation>
    </message>
    <message>
        <source>a promise not kept</source>
        <translation>承诺未兑现</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>核验结果</translation>
    </message>
    <message>
        <source>{count} problems</source>
        <translation>{count} 个问题</translation>
    </message>
    <message>
        <source>agrees</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>{count} checks repeated</source>
        <translation>重做检查 {count} 项</translation>
    </message>
    <message>
        <source>{count} notes</source>
        <translation>提示 {count} 条</translation>
    </message>
    <message>
        <source>Other parcel</source>
        <translation>另一地块</translation>
    </message>
    <message>
        <source>Other package</source>
        <translation>另一报送包</translation>
    </message>
    <message>
        <source>Zhanbu: packages</source>
        <translation>占补：报送包</translation>
    </message>
    <message>
        <source>Zhanbu: reply</source>
        <translation>占补：县级答复</translation>
    </message>
    <message>
        <source>{count} packages verified, {bad} with problems, {pairs} pairs overlap.</source>
        <translation>已核验 {count} 个报送包，{bad} 个有问题，{pairs} 对地块重叠。</translation>
    </message>
    <message>
        <source>Ground claimed twice: {count} pairs</source>
        <translation>重复申报的范围：{count} 对</translation>
    </message>
    <message>
        <source>Packages to verify</source>
        <translation>待核验的报送包</translation>
    </message>
    <message>
        <source>Return slip with the county&apos;s answers</source>
        <translation>县级填写了整改情况的退回单</translation>
    </message>
    <message>
        <source>Reason code</source>
        <translation>原因代码</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>增查</translation>
    </message>
    <message>
        <source>The submission passes.</source>
        <translation>报送通过。</translation>
    </message>
    <message>
        <source>{count} parcels go back.</source>
        <translation>退回 {count} 个地块。</translation>
    </message>
    <message>
        <source>{looked} parcels were looked at, {failed} of them failed; {pairs} overlap others.</source>
        <translation>核查 {looked} 个地块，不合格 {failed} 个；与其他报送包重叠 {pairs} 对。</translation>
    </message>
    <message>
        <source>Parcels that go back</source>
        <translation>退回的地块</translation>
    </message>
    <message>
        <source>Zhanbu: spot check</source>
        <translation>占补：抽查</translation>
    </message>
    <message>
        <source>The table can&apos;t be opened.</source>
        <translation>无法打开该表格。</translation>
    </message>
    <message>
        <source>Choose a GeoPackage, a workbook or a CSV table.</source>
        <translation>请选择 GeoPackage、Excel 工作簿或 CSV 表格。</translation>
    </message>
    <message>
        <source>Zhanbu: results</source>
        <translation>占补：核查结果</translation>
    </message>
    <message>
        <source>Zhanbu: opinion</source>
        <translation>占补：核查意见</translation>
    </message>
    <message>
        <source>{count} results taken in.</source>
        <translation>已导入 {count} 条核查结果。</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>已生成：{file}</translation>
    </message>
    <message>
        <source>Tables and layers</source>
        <translation>表格和图层</translation>
    </message>
    <message>
        <source>Folder for opinion and slip</source>
        <translation>核查意见和退回单的文件夹</translation>
    </message>
    <message>
        <source>drawn</source>
        <translation>抽中</translation>
    </message>
    <message>
        <source>in any case</source>
        <translation>必查</translation>
    </message>
    <message>
        <source>drawn instead</source>
        <translation>换小抽中</translation>
    </message>
    <message>
        <source>The file can&apos;t be written ({reason}).</source>
        <translation>无法写入文件（{reason}）。</translation>
    </message>
    <message>
        <source>Nothing was looked at: there are neither a draw nor results nor other packages.</source>
        <translation>没有任何核查内容：既没有抽取，也没有结果，也没有其他报送包。</translation>
    </message>
    <message>
        <source>Draw the spot check and fill in what was found.</source>
        <translation>请先抽取抽查地块并填写核查结果。</translation>
    </message>
    <message>
        <source>The paper is there already, and papers aren&apos;t overwritten.</source>
        <translation>该文件已存在，已出具的文书不会被覆盖。</translation>
    </message>
    <message>
        <source>Choose another folder, or take the earlier paper away first.</source>
        <translation>请另选文件夹，或先移走原有文书。</translation>
    </message>
    <message>
        <source>City: packages</source>
        <translation>市级核验</translation>
    </message>
    <message>
        <source>City: review</source>
        <translation>市级抽查与意见</translation>
    </message>
    <message>
        <source>{mended} of {count} returned parcels were changed; {others} others changed besides.</source>
        <translation>退回的 {count} 个地块中 {mended} 个有改动；另有 {others} 个未退回的地块也有改动。</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>整改情况</translation>
    </message>
    <message>
        <source>What the versions show</source>
        <translation>前后版本的变化</translation>
    </message>
    <message>
        <source>Changed without having been returned</source>
        <translation>未退回而有改动的地块</translation>
    </message>
    <message>
        <source>The county&apos;s answers</source>
        <translation>县级答复对照</translation>
    </message>
    <message>
        <source>as before</source>
        <translation>与前一版本相同</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>added</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>new shape</source>
        <translation>图形有改动</translation>
    </message>
    <message>
        <source>other materials</source>
        <translation>材料有变化</translation>
    </message>
    <message>
        <source>{count} other entries</source>
        <translation>其他 {count} 项有变化</translation>
    </message>
    <message>
        <source>The city sent {count} parcels back: mend them, take their steps again, and pack the next version.</source>
        <translation>市级退回了 {count} 个地块：整改后重新办理各环节，再打包下一版本。</translation>
    </message>
    <message>
        <source>Returned {day}: {reasons}</source>
        <translation>{day} 退回：{reasons}</translation>
    </message>
    <message>
        <source>; {count} parcels sent back</source>
        <translation>；退回待整改 {count} 个地块</translation>
    </message>
    <message>
        <source>{count} remarks on the data; they are in the log (View ▸ Panels ▸ Log Messages, tab “{tab}”).</source>
        <translation>数据有 {count} 条说明，见日志（视图 ▸ 面板 ▸ 日志消息，“{tab}”页）。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>No parcel of this check is eligible. Those that need a document become so when it is recorded.</source>
        <translation>本次检查没有符合条件的地块；须批准的地块，登记批准文件后即可入库。</translation>
    </message>
    <message>
        <source>No check since the project was opened: press “Check”. Its results aren't kept; what is pushed is in the pool.</source>
        <translation>打开工程后尚未检查：请按“检查”。检查结果不随工程保存，已入库的在储备库中。</translation>
    </message>
    <message>
        <source>{title} ({file})</source>
        <translation>{title}（{file}）</translation>
    </message>
    <message>
        <source>Elevation model</source>
        <translation>高程数据</translation>
    </message>
    <message>
        <source>{named} and {count} more</source>
        <translation>{named}等，另有 {count} 个</translation>
    </message>
    <message>
        <source>Not given in “Set-up”: {layers}. What needs them stays unchecked.</source>
        <translation>“设置”中未提供：{layers}。需要这些数据的检查项未检查。</translation>
    </message>
    <message>
        <source>{count} parcels, {mu} ({ha}), will enter the pool {pool} as batch “{batch}”.</source>
        <translation>{count} 个地块，{mu}（{ha}），将作为批次“{batch}”进入储备库 {pool}。</translation>
    </message>
    <message>
        <source>Push them?</source>
        <translation>确定入库吗？</translation>
    </message>
    <message>
        <source>{verdict} {count}</source>
        <translation>{verdict} {count} 个</translation>
    </message>
    <message>
        <source>{count} parcels of this check stay out: {rest}. The list says why of each.</source>
        <translation>本次检查另有 {count} 个地块不入库：{rest}；原因逐一列在检查结果中。</translation>
    </message>
    <message>
        <source>Office that does it.</source>
        <translation>办理单位。</translation>
    </message>
    <message>
        <source>Day on which it was done.</source>
        <translation>办理日期。</translation>
    </message>
    <message>
        <source>What it is, by the rules in force on the day.</source>
        <translation>事项类型，按当日有效的规则列出。</translation>
    </message>
    <message>
        <source>Layer with its polygons: the selected ones, or all. It may have none.</source>
        <translation>事项范围所在图层：有选中的用选中图斑，否则用全部；可不填。</translation>
    </message>
    <message>
        <source>No rules of the county know a matter on this day.</source>
        <translation>当日本县没有规定事项的规则。</translation>
    </message>
    <message>
        <source>Look at county and day of the set-up.</source>
        <translation>请核对设置中的县和日期。</translation>
    </message>
    <message>
        <source>Opened: {uid}.</source>
        <translation>已新建：{uid}。</translation>
    </message>
    <message>
        <source>Matter that is open in the pool.</source>
        <translation>储备库中在办的事项。</translation>
    </message>
    <message>
        <source>Ids of parcels or matters that belong to it, separated by commas. A link is never taken away.</source>
        <translation>相关地块或事项的编号，用逗号分隔。关联不能撤销。</translation>
    </message>
    <message>
        <source>No matter is open in the pool: open one first.</source>
        <translation>储备库中没有在办事项：请先新建。</translation>
    </message>
    <message>
        <source>{count} new links with {uid}.</source>
        <translation>已与 {uid} 新建 {count} 个关联。</translation>
    </message>
    <message>
        <source>{ready} of {count} could take the step now.</source>
        <translation>{count} 件中有 {ready} 件现在可以办理。</translation>
    </message>
    <message>
        <source>{count} matters: {state}.</source>
        <translation>{count} 件事项已转为：{state}。</translation>
    </message>
    <message>
        <source>{count} matters didn&apos;t take the step; see what is missing.</source>
        <translation>{count} 件事项未能办理，见缺少的内容。</translation>
    </message>
    <message>
        <source>measured area (m²)</source>
        <translation>量算面积（平方米）</translation>
    </message>
    <message>
        <source>mean slope (°)</source>
        <translation>平均坡度（度）</translation>
    </message>
    <message>
        <source>slope grade</source>
        <translation>坡度级别</translation>
    </message>
    <message>
        <source>steep share</source>
        <translation>陡坡占比</translation>
    </message>
    <message>
        <source>share without elevation</source>
        <translation>无高程数据占比</translation>
    </message>
    <message>
        <source>outside the county (m²)</source>
        <translation>越出本县（平方米）</translation>
    </message>
    <message>
        <source>overlap with the pool (m²)</source>
        <translation>与储备库重叠（平方米）</translation>
    </message>
    <message>
        <source>overlap with {layer} (m²)</source>
        <translation>与{layer}重叠（平方米）</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>另有 {count} 件</translation>
    </message>
    <message>
        <source>Survey parcel</source>
        <translation>来源图斑</translation>
    </message>
    <message>
        <source>Coordinate reference system (EPSG)</source>
        <translation>坐标系（EPSG）</translation>
    </message>
    <message>
        <source>Version of the program</source>
        <translation>软件版本</translation>
    </message>
    <message>
        <source>Batch and state of the parcels, or kind and state of the matters, that are listed.</source>
        <translation>所列地块的批次和状态，或事项的类型和状态。</translation>
    </message>
    <message>
        <source>Batch and state of the parcels, or kind and state of the matters, that are listed</source>
        <translation>所列地块的批次和状态，或事项的类型和状态</translation>
    </message>
    <message>
        <source>Matters</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Open a plan, an occupation, a case or another matter of the regulation, or link parcels with it. It is then listed on the left and takes its steps here.</source>
        <translation>新建方案、占用项目、问题地块等规则规定的事项，或将地块与事项关联。事项随后列在左边，与地块一样在此办理。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>A double click on a picture shows it in full size.</source>
        <translation>双击图片可看原图。</translation>
    </message>
    <message>
        <source>Zhanbu guide</source>
        <translation>占补操作指南</translation>
    </message>
    <message>
        <source>The guide&apos;s chapter about the page in view (F1 in the panel)</source>
        <translation>操作指南中与当前页相应的一章（在面板上也可按 F1）</translation>
    </message>
    <message>
        <source>Back to the layer {name}</source>
        <translation>返回图层“{name}”</translation>
    </message>
    <message>
        <source>Parcels are divided in a working copy of the candidates. Tag candidates first, then make the copy.</source>
        <translation>分割在作业图层中进行，不改动调查图层。请先标记候选图斑，再建立作业图层。</translation>
    </message>
    <message>
        <source>{count} parcels became {pieces} pieces.</source>
        <translation>{count} 个地块分为 {pieces} 块。</translation>
    </message>
    <message>
        <source>{gone} parcels have nothing left and were untagged.</source>
        <translation>{gone} 个地块全部切除，已取消标记。</translation>
    </message>
    <message>
        <source>{count} candidates, measured {mu} ({ha})</source>
        <translation>候选 {count} 个，椭球面积 {mu}（{ha}）</translation>
    </message>
    <message>
        <source>Make the layer from which this copy was made the survey layer again, to choose more candidates there. The copy stays in the project.</source>
        <translation>把建立作业图层时所用的图层重新设为调查图层，继续选取候选；作业图层仍留在工程中。</translation>
    </message>
    <message>
        <source>Area measured on the ellipsoid. “Find” adds up the areas that the survey states.</source>
        <translation>按椭球面量算的面积。“查找”中的合计是调查的图斑面积（TBMJ）。</translation>
    </message>
    <message>
        <source>The project of the sample county can&apos;t be saved.</source>
        <translation>示例县工程无法保存。</translation>
    </message>
    <message>
        <source>Save it yourself, so that it knows its pool when it is opened again.</source>
        <translation>请自行保存，以便再次打开时找到储备库。</translation>
    </message>
    <message>
        <source>Constraint, hatched</source>
        <translation>约束图层（填充线）</translation>
    </message>
    <message>
        <source>“{layer}” has no class field (DLBM): it is not a layer of the survey's land polygons.</source>
        <translation>“{layer}”没有地类编码字段（DLBM），不是地类图斑图层。</translation>
    </message>
    <message>
        <source>There are other layers of the survey: {others}. Look whether {layer} is the one to work on.</source>
        <translation>工程中还有其他地类图斑图层：{others}。请核对应在 {layer} 上作业。</translation>
    </message>
    <message>
        <source>Tolerances</source>
        <translation>容差</translation>
    </message>
    <message>
        <source>Load…</source>
        <translation>导入结果…</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存结果…</translation>
    </message>
    <message>
        <source>List overlaps</source>
        <translation>列出重叠</translation>
    </message>
    <message>
        <source>Return overlaps</source>
        <translation>重叠即退回</translation>
    </message>
    <message>
        <source>Nothing is booked on this account yet. Amounts come in once parcels become an indicator (tab “Steps”), or from the former pool (“Other business” ▸ More).</source>
        <translation>该账户尚无记账。地块形成指标后（“办理”页）自动入账，原储备库结余由“其他业务 ▸ 更多”接收。</translation>
    </message>
    <message>
        <source>No sheet was made: the toolbox prints it (“Print a link sheet again”).</source>
        <translation>未生成确认单，可用处理工具箱“重印挂钩确认单”补出。</translation>
    </message>
    <message>
        <source>Concerns</source>
        <translation>归入</translation>
    </message>
    <message>
        <source>There is no such file: {name}</source>
        <translation>没有这个文件：{name}</translation>
    </message>
    <message>
        <source>Village</source>
        <translation>坐落</translation>
    </message>
    <message>
        <source>{count} parcels, {area}</source>
        <translation>{count} 个地块，{area}</translation>
    </message>
    <message>
        <source>{count} matters, {area}</source>
        <translation>{count} 件事项，{area}</translation>
    </message>
    <message>
        <source>Survey id (BSM)</source>
        <translation>标识码</translation>
    </message>
    <message>
        <source>{what} will be: {state}.</source>
        <translation>{what}将转为：{state}。</translation>
    </message>
    <message>
        <source>The history keeps every step: it can be led back only where the rules have a way back.</source>
        <translation>每次办理都永久留在历史中；只有规则规定了退回的环节才能退回。</translation>
    </message>
    <message>
        <source>Where the sheet goes. Empty: none is made now; it can be printed again at any time.</source>
        <translation>确认单的存放位置。不填则暂不生成，以后可随时重印。</translation>
    </message>
    <message>
        <source>Double-click to open the file.</source>
        <translation>双击打开文件。</translation>
    </message>
    <message>
        <source>The file beside the pool is gone: {name}</source>
        <translation>储备库旁的文件已不在：{name}</translation>
    </message>
    <message>
        <source>The computer has no program for this file: {name}</source>
        <translation>本机没有可打开此文件的程序：{name}</translation>
    </message>
    <message>
        <source>No parcel of {name} is here: candidates come from that layer.</source>
        <translation>此处没有“{name}”的图斑：候选只从该图层选取。</translation>
    </message>
    <message>
        <source>Reason of the cut</source>
        <translation>扣减原因</translation>
    </message>
    <message>
        <source>No project has land of a lot.</source>
        <translation>没有项目使用指标。</translation>
    </message>
    <message>
        <source>There is no posting that could be corrected.</source>
        <translation>没有可冲正的分录。</translation>
    </message>
    <message>
        <source>Choose another system on the tab “Ledger”, if it is there.</source>
        <translation>如在其他业务类型中，请先在“台账”页选择。</translation>
    </message>
    <message>
        <source>The raster's values are in “{unit}”, which is no length.</source>
        <translation>该栅格的数值以“{unit}”为单位，不是长度单位，不能作为高程使用。</translation>
    </message>
    <message>
        <source>Matter {number}</source>
        <translation>事项 {number}</translation>
    </message>
    <message>
        <source>Select: tag some of the pink parcels on the map with “Tag by click”.</source>
        <translation>选图斑：用“点选”在地图上标记几个粉红色的地块。</translation>
    </message>
    <message>
        <source>Pool: on the tab “Steps”, see what is missing, put the paper on file, and take the step.</source>
        <translation>储备库：在“办理”页查缺项，归档所缺材料，再点“办理”。</translation>
    </message>
    <message>
        <source>Batch {batch}: {count} parcels admitted.</source>
        <translation>批次 {batch}：已入库 {count} 个地块。</translation>
    </message>
    <message>
        <source>{count} refused; the report says why.</source>
        <translation>{count} 个未予入库，原因见入库结果。</translation>
    </message>
    <message>
        <source>Fill in the four digits of the survey's year (SJNF, 数据年份), and try again.</source>
        <translation>请在 SJNF（数据年份）字段填写四位年份后重试。</translation>
    </message>
    <message>
        <source>The layer has no field for the year of the survey.</source>
        <translation>图层没有数据年份字段。</translation>
    </message>
    <message>
        <source>{count} of {whole} polygons don&apos;t say of which year they are.</source>
        <translation>{whole} 个图斑中有 {count} 个没有填写数据年份。</translation>
    </message>
    <message>
        <source>Land classes by year</source>
        <translation>历年地类面积</translation>
    </message>
    <message>
        <source>Tells by area which land classes each parcel had in the surveys of several years, as sources of supplement are judged by (HB-8a, JX-3.2.1). A row for each parcel, year and class: parcel_id, year, kind, DLBM, DLMC, area_m2 (on the ellipsoid, 0.01 m²), area_mu (亩) and share (of the parcel, 0–1). kind is class; uncoded for polygons without a code; uncovered for ground that the survey leaves out; doubled for ground in more than one polygon, which counts in each class and is taken off here with a minus; unmeasured for a parcel without a shape. So the rows of a parcel and year sum to its area. Classes are those of the surveys' polygons, never the parcel's own attribute.</source>
        <translation>按面积列出每个地块在历年调查中的地类，供判定补充来源（HB-8a、JX-3.2.1）使用。每个地块、年份、地类一行：parcel_id（地块编号）、year（年份）、kind（类型）、DLBM（地类编码）、DLMC（地类名称）、area_m2（椭球面积，精确到 0.01 平方米）、area_mu（亩）、share（占地块面积的比例，0–1）。kind 为 class 的是某一地类的面积；uncoded 为图斑没有地类编码的面积；uncovered 为调查图斑没有覆盖的面积；doubled 为被一个以上图斑重复覆盖的面积，已分别计入各地类，在此以负数扣除；unmeasured 为没有图形的地块。因此同一地块、同一年份各行之和等于该地块面积。地类取自各年调查图斑，不取地块自身的属性。</translation>
    </message>
    <message>
        <source>Parcels to look at, in any coordinate reference system.</source>
        <translation>要查询的地块，坐标系不限。</translation>
    </message>
    <message>
        <source>Survey layers (DLTB) of several years</source>
        <translation>历年地类图斑（DLTB）图层</translation>
    </message>
    <message>
        <source>Survey polygons with class codes in DLBM, kept as text, and the survey&apos;s year in SJNF. A layer may hold several years; no year may be in two layers. Every polygon counts, whatever is selected.</source>
        <translation>地类图斑，DLBM 字段以文本存放地类编码，SJNF 字段为数据年份。一个图层可以含多个年份，但同一年份不能分在两个图层中。所有图斑都参与，与是否选中无关。</translation>
    </message>
    <message>
        <source>Areas by class and year</source>
        <translation>历年地类面积表</translation>
    </message>
    <message>
        <source>Table of areas in m² and 亩 by parcel, year and class.</source>
        <translation>按地块、年份、地类列出面积（平方米、亩）的表。</translation>
    </message>
    <message>
        <source>{year}: {out:.2f} m² in {some} parcels aren't covered by the survey; {twice:.2f} m² in {others} are covered more than once.</source>
        <translation>{year} 年：{some} 个地块中有 {out:.2f} 平方米未被调查图斑覆盖；{others} 个地块中有 {twice:.2f} 平方米被重复覆盖。</translation>
    </message>
    <message>
        <source>Neighbouring parcels</source>
        <translation>毗邻图斑</translation>
    </message>
    <message>
        <source>Lists the pairs of polygons whose outlines run together, and for how long: parcel_id, other_id and length_m (metres, right to about 0.01 m). Each pair stands once, in the order of the layer, with all the stretches that the two share. It doesn't matter whether both have the same vertices: outlines up to 1 mm apart run together. Polygons that touch in a corner are no pair. Lengths are of the survey's Gauss plane: the layer's own, or for a layer in degrees or another system that of the 3° zone in its middle. Plots that belong together are filed together (HB-16a); those across a road or ditch are found by “contiguity”. Invalid polygons are measured as repaired and named in the log; one without a shape has no neighbours. Where polygons overlap, a pair may be missing: mend that first.</source>
        <translation>列出边界相接的每一对图斑及其公共边长：parcel_id、other_id（两个图斑的编号）和 length_m（公共边长，单位米，误差约 0.01 米）。每对只列一行，按图层中的顺序排列，两者之间的各段公共边合并计算。两侧节点不必一致：相距不超过 1 毫米的边界视为同一条。仅以一点相接的不算毗邻。长度按国土调查所用的高斯平面量算：图层本身为高斯平面的用其自身平面，经纬度或其他坐标系的图层用图层中部所在的 3 度带平面。连成一片的地块应一并申报（HB-16a）；隔着道路、沟渠的用“集中连片分析”（contiguity）查找。无效图形修复后量算，并记入日志；没有图形的没有毗邻图斑。图斑相互重叠处可能漏列，请先消除重叠。</translation>
    </message>
    <message>
        <source>Polygons among which neighbours are looked for, in any coordinate reference system.</source>
        <translation>在其中查找毗邻关系的图斑，坐标系不限。</translation>
    </message>
    <message>
        <source>Least shared boundary (metres)</source>
        <translation>最短公共边长（米）</translation>
    </message>
    <message>
        <source>Pairs that share less, in sum, are left out. Lengths are rounded to 0.01 m before they are compared.</source>
        <translation>公共边长合计小于此值的不列出。长度先四舍五入到 0.01 米再比较。</translation>
    </message>
    <message>
        <source>Pairs of neighbours</source>
        <translation>毗邻图斑对照表</translation>
    </message>
    <message>
        <source>Table with a row for each pair: parcel_id, other_id and length_m in metres.</source>
        <translation>每对图斑一行的表：parcel_id、other_id 和公共边长 length_m（米）。</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>{layer}: {pairs} pairs of neighbours; {alone} of {count} polygons have none.</source>
        <translation>{layer}：共 {pairs} 对毗邻图斑；{count} 个图斑中有 {alone} 个没有毗邻图斑。</translation>
    </message>
    <message>
        <source>Field that names the parcels in the table. Empty means BSM, else the feature id; a name that occurs twice gets the feature id behind it.</source>
        <translation>表中作为地块编号的字段。不填则用 BSM，没有 BSM 时用要素编号；编号重复的，后面加上要素编号。</translation>
    </message>
    <message>
        <source>{name}: {count} of {whole} layers can be opened as vector layers. Check the others&apos; paths.</source>
        <translation>{name}：{whole} 个图层中只有 {count} 个能作为矢量图层打开，请检查其余图层的路径。</translation>
    </message>
    <message>
        <source>{layer} holds polygons of several years, each of which is a survey of its own: {years}.</source>
        <translation>{layer} 含有多个年份的图斑，每个年份按一次调查单独计算：{years}。</translation>
    </message>
    <message>
        <source>Polygons of {year} are in {other} too.</source>
        <translation>{year} 年的图斑在 {other} 中也有。</translation>
    </message>
    <message>
        <source>Merge the layers of a year into one, or leave one of them out or filter it to its own year.</source>
        <translation>请把同一年份的图层合并为一个，或去掉其中一个，或用筛选器只保留该图层自己的年份。</translation>
    </message>
    <message>
        <source>{layer}: class codes that the third survey doesn&apos;t have (polygons): {codes}.</source>
        <translation>{layer}：三调工作分类中没有的地类编码（图斑数）：{codes}。</translation>
    </message>
    <message>
        <source>Waivable</source>
        <translation>须批准</translation>
    </message>
    <message>
        <source>A check or a push is still under way: wait for its end, or stop it first.</source>
        <translation>还有检查或入库正在进行：请等它结束，或先停止。</translation>
    </message>
    <message>
        <source>No layer of the second survey is chosen.</source>
        <translation>没有选择第二次土地调查图层。</translation>
    </message>
    <message>
        <source>Choose it in “Set-up”, among the layers for the checks.</source>
        <translation>请在“设置”的“检查所用图层”中选择。</translation>
    </message>
    <message>
        <source>The pieces aren't open in the project. Open them, and choose them as the survey layer in “Set-up”.</source>
        <translation>拆分后的地块没有加载到工程中。请加载后在“设置”中选作调查图层。</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>点选</translation>
    </message>
    <message>
        <source>Drawn: {count} of {all} parcels, {share} of the area</source>
        <translation>抽中 {count} / {all} 个地块，占面积 {share}</translation>
    </message>
    <message>
        <source>{drawn} of {frame}, the frame being {hash}</source>
        <translation>{drawn} / {frame}；抽样框 {hash}</translation>
    </message>
    <message>
        <source>Click a result or reason code to choose it.</source>
        <translation>点“结果”“原因代码”的单元格选填。</translation>
    </message>
    <message>
        <source>All drawn parcels have a result.</source>
        <translation>抽中地块已全部填写。</translation>
    </message>
    <message>
        <source>{count} still without a result.</source>
        <translation>还有 {count} 个没有填“结果”。</translation>
    </message>
    <message>
        <source>{count} drawn parcels have no result: {numbers}</source>
        <translation>还有 {count} 个抽中地块没有填“结果”：{numbers}</translation>
    </message>
    <message>
        <source>{count} failed parcels have no reason code: {numbers}</source>
        <translation>还有 {count} 个不合格地块没有填“原因代码”：{numbers}</translation>
    </message>
    <message>
        <source>Split by the second &amp;survey…</source>
        <translation>按二调拆分(&amp;S)…</translation>
    </message>
    <message>
        <source>Split the rows that are selected under “Candidates”, else all, by what the second survey says of the ground. The pieces become a layer of their own; those that count for the system in force become its candidates.</source>
        <translation>按第二次土地调查的地类拆分“候选地块”中选中的行（没有选则全部）。拆分后的地块另存为一个图层，可用于现行制度的即成为候选。</translation>
    </message>
    <message>
        <source>Townships and villages by the survey&apos;s codes, with the number of their polygons: those that the other filters find, of all. None ticked means any.</source>
        <translation>按调查的坐落单位代码列出乡镇和村，并列出图斑数：符合其余条件的 / 全部的。一个都不勾即不限。</translation>
    </message>
    <message>
        <source>&amp;Check candidates</source>
        <translation>检查候选地块(&amp;C)</translation>
    </message>
    <message>
        <source>Check the candidates now, and turn to the page with the findings.</source>
        <translation>立即检查候选地块，并转到“检查”页。</translation>
    </message>
    <message>
        <source>Pieces by the second survey</source>
        <translation>二调拆分地块</translation>
    </message>
    <message>
        <source>What, document no.</source>
        <translation>内容、文号</translation>
    </message>
    <message>
        <source>What, by whom, document no.</source>
        <translation>内容、办理单位、文号</translation>
    </message>
    <message>
        <source>Frozen, available: at the year&apos;s end, of the last year to date. In mu.</source>
        <translation>冻结、可用为年末数，最后一年为截止日数；单位均为亩。</translation>
    </message>
    <message>
        <source>Packed before: {files}</source>
        <translation>已打包：{files}</translation>
    </message>
    <message>
        <source>Running number of the submission in its year; the next free one is proposed.</source>
        <translation>本年度第几次报送；默认给出下一个未用的序号。</translation>
    </message>
    <message>
        <source>1 for the first; one more each time that the city has returned it. The next one is proposed.</source>
        <translation>首次为 1，每退回一次加 1；默认给出下一个版本号。</translation>
    </message>
    <message>
        <source>{role}: no layer has this name. By the fields ({kind}), {layers} may hold it: look, and choose.</source>
        <translation>{role}：没有这个名称的图层。从字段看（{kind}），{layers} 可能含有该数据，请查看后手工选择。</translation>
    </message>
    <message>
        <source>{count} pieces tagged; {others} don't count for “{system}”: the field reason_txt says why.</source>
        <translation>已标记 {count} 个；另 {others} 个不能用于“{system}”，理由见字段 reason_txt。</translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}：{value}</translation>
    </message>
    <message>
        <source>{account}: {before} → {after}</source>
        <translation>{account}：{before} → {after}</translation>
    </message>
    <message>
        <source>QGIS handed over {came} of the {expected} features of the layer.</source>
        <translation>QGIS 只读出该图层 {expected} 个要素中的 {came} 个。</translation>
    </message>
    <message>
        <source>Save the layer&apos;s edits and try again. Nothing was done with a part of it.</source>
        <translation>请保存图层的编辑后重试；没有用其中一部分进行处理。</translation>
    </message>
    <message>
        <source>{count} recorded documents don&apos;t count here, for their parcels have another shape in this layer: {numbers}. Record them again where they still hold.</source>
        <translation>已登记的 {count} 件批准文件在此不起作用，因为地块在本图层中的图形已不同：{numbers}。仍然适用的，请重新登记。</translation>
    </message>
    <message>
        <source>Not answered yet: {names}.</source>
        <translation>尚未填写：{names}。</translation>
    </message>
    <message>
        <source>– not chosen –</source>
        <translation>（未选）</translation>
    </message>
    <message>
        <source>States</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>{name} was packed before. A second package of the same number and version may have other content, and nobody can tell which one counts. Choose a free number or the next version.</source>
        <translation>{name} 已打包过。同一序号、同一版本再打一个包，内容可能不同，无法分辨以哪个为准。请改用未用的序号或下一个版本号。</translation>
    </message>
    <message>
        <source>Pack all the same?</source>
        <translation>仍要打包吗？</translation>
    </message>
    <message>
        <source>Pack for the city</source>
        <translation>打包报市</translation>
    </message>
    <message>
        <source>Pack all the same</source>
        <translation>仍要打包</translation>
    </message>
    <message>
        <source>{count} of {all} parcels haven't come to the step at which the rules submit them: {states}. Their steps are taken on the page “Pool”, tab “Steps”.</source>
        <translation>{all} 个地块中有 {count} 个尚未办到规则规定的报送环节：{states}。请先在“储备库”页“办理”中逐环节办理。</translation>
    </message>
    <message>
        <source>it is “{state}”, and the rules send nothing back from there (only from: {sources}). The reasons are on file. Mend the parcel where it stands and pack the next version, or withdraw it on the page “Pool”, tab “Steps”.</source>
        <translation>当前为“{state}”，按规则不能由此退回（可退回的状态：{sources}）。退回原因已归档。请就地整改后以下一个版本号打包，或在“储备库”页“办理”中撤回该地块</translation>
    </message>
    <message>
        <source>{count} parcels were sent back.</source>
        <translation>{count} 个地块已转为退回。</translation>
    </message>
    <message>
        <source>{moved} of {count} parcels of the slip were sent back; the page says why the others weren&apos;t.</source>
        <translation>退回单 {count} 个地块中有 {moved} 个转为退回，其余未转的原因见页面。</translation>
    </message>
    <message>
        <source>{count} stay as they are: something is missing.</source>
        <translation>另有 {count} 个缺少条件，保持原状。</translation>
    </message>
    <message>
        <source>Nothing was changed: none can take the step yet. See what is missing.</source>
        <translation>没有改变：目前都不能办理，请看缺少的条件。</translation>
    </message>
    <message>
        <source>already, as {number}</source>
        <translation>已入库（编号 {number}）</translation>
    </message>
    <message>
        <source>{held} of them are in the pool already and won&apos;t enter again; {new} are new.</source>
        <translation>其中 {held} 个已经入库，不会重复入库；新入库 {new} 个。</translation>
    </message>
    <message>
        <source>{count} parcels of the pool are on the way to the submission: see on the tab “Steps” what is missing, and take their next step.</source>
        <translation>储备库中有 {count} 个地块尚未办到报送环节：在“办理”页查缺项，并办理下一环节。</translation>
    </message>
    <message>
        <source>Waits for the photos</source>
        <translation>待补照片</translation>
    </message>
    <message>
        <source>{count} more are in the pool already: they stay as they are.</source>
        <translation>另有 {count} 个地块已入库，保持不变，不计入上述切除。</translation>
    </message>
    <message>
        <source>{count} failed without a reason code.</source>
        <translation>{count} 个不合格地块没有填原因代码。</translation>
    </message>
    <message>
        <source>The batch “{batch}” has {count} parcels already, which these will join. A package that was made of it doesn't have them. For a batch of their own, cancel and write another name: “{free}”.</source>
        <translation>批次“{batch}”中已有 {count} 个地块，这次的地块将并入该批次；该批次已打的报送包不含这些地块。需要另立批次的，请取消后改填批次名称，如“{free}”。</translation>
    </message>
    <message>
        <source>Nothing was written yet. Fill in first: {fields}</source>
        <translation>尚未生成任何文书。请先填写：{fields}</translation>
    </message>
    <message>
        <source>Pooled</source>
        <translation>入库情况</translation>
    </message>
    <message>
        <source>{area} of it are the city&apos;s part: it is recorded here, and frozen in the city&apos;s own pool.</source>
        <translation>其中 {area} 由市级承担：在此登记，由市级在自己的储备库中冻结。</translation>
    </message>
    <message>
        <source>What the city has doesn&apos;t count here: by these rules only the county&apos;s indicators are frozen.</source>
        <translation>“市级可用”在此不计：按本规则只冻结本县指标。</translation>
    </message>
    <message>
        <source>{need} are deducted, {missing} more than is available: they are owed, and settled first from whatever comes in.</source>
        <translation>共扣减 {need}，超出可用 {missing}：超出部分转为欠账，今后入账时先行抵扣。</translation>
    </message>
    <message>
        <source>field {label}: {what}</source>
        <translation>{label}：{what}</translation>
    </message>
    <message>
        <source>{need} are asked for, {missing} are missing: these are recorded as uncovered, and nothing is frozen for them.</source>
        <translation>要求冻结 {need}，缺口 {missing}：缺口登记为“未覆盖”，不冻结任何指标。</translation>
    </message>
    <message>
        <source>{count} checks were waived on paper.</source>
        <translation>其中 {count} 项检查凭批准文件准予通过。</translation>
    </message>
    <message>
        <source>{verdict} {waived}</source>
        <translation>{verdict}{waived}</translation>
    </message>
    <message>
        <source>This is no submission package: none of the files of one is in it. Choose the ZIP as the county packed it, not unpacked and zipped again.</source>
        <translation>这不是报送包：其中没有报送包的任何文件。请选择县里打包生成的原 ZIP 文件，不要解压后重新压缩。</translation>
    </message>
    <message>
        <source>These are still empty: {boxes}. A document needs all of them.</source>
        <translation>尚未填写：{boxes}。登记批准文件须全部填写。</translation>
    </message>
    <message>
        <source>({village} and others: {count} villages)</source>
        <translation>（{village}等 {count} 个村）</translation>
    </message>
    <message>
        <source>⚠ {name} holds {held} parcels, the batch has {now} now, and the next version packs all of these. What was pushed since and is a submission of its own belongs in another batch.</source>
        <translation>⚠ {name} 含 {held} 个地块，本批次现有 {now} 个，下一个版本将全部打包。此后入库、应当另行报送的地块，请用另一个批次名入库。</translation>
    </message>
    <message>
        <source>The field “{field}” is empty. This package's first draw takes: {seed}</source>
        <translation>没有填“{field}”。该报送包第一次抽取用：{seed}</translation>
    </message>
    <message>
        <source>Packages are added and verified on the tab “City: packages”; those that agree stand here.</source>
        <translation>报送包在“市级核验”页添加和核验，核验一致的列在这里。</translation>
    </message>
    <message>
        <source>The occupation that was opened as a matter on the tab “Steps”. First open the matter, then link here, then put the link sheet on file of the matter and take its next step.</source>
        <translation>在“办理”页新建的占用耕地事项。先新建事项，再在此挂钩，然后把挂钩确认单归到该事项、办理下一环节。</translation>
    </message>
    <message>
        <source>{count} of them measure otherwise than the survey states (TBMJ), by {mu} altogether: {named}. See why.</source>
        <translation>其中 {count} 个的椭球面积与调查面积（TBMJ）不一致，共差 {mu}：{named}。请查明原因。</translation>
    </message>
</context>
</TS>
